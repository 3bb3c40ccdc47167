const SPELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'oe', å: 'aa' }
const LONGEST = 48

/** A name as it stands in an address: lower case, digits and single hyphens, at most 48 characters, never empty. */
export function slugOf(name: string): string {
  const spelled = name.toLowerCase().replace(/[äöüßæøå]/g, (letter) => SPELLED[letter] ?? '')
  const plain = spelled.normalize('NFKD').replace(/\p{Mark}/gu, '')
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  return slug === '' ? 'organization' : slug
}
