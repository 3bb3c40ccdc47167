export const keyLength = 20

/** What a person typed, as the key is printed: capitals, look-alikes read as digits, four groups of five. */
export function formatKeyText(text: string): string {
  const characters = text
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-HJKMNP-TV-Z]/g, '')
    .slice(0, keyLength)
  return characters.match(/.{1,5}/g)?.join('-') ?? ''
}

export const characterCount = (formatted: string) => formatted.replaceAll('-', '').length
