const place = 'maestro-redeem'

/** A scanned key on its way from the address it was opened with to the dialog; it leaves this tab nowhere else. */
export const keepHandedKey = (text: string) => sessionStorage.setItem(place, text)

export function takeHandedKey(): string {
  const text = sessionStorage.getItem(place) ?? ''
  sessionStorage.removeItem(place)
  return text
}
