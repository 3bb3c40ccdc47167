import type { SettingFormat } from '../catalogue/setting.js'

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/u
const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const IPV4 = new RegExp(`^${OCTET}(\\.${OCTET}){3}$`, 'u')
const HTTP_URL = /^https?:\/\/[^\s/?#]+([/?#]\S*)?$/iu
const MAILBOX = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/u
/** To ask the engine for a zone takes longer than everything else about a device's configuration together. */
const knownZones = new Set<string>()
/** Case does not matter to the engine, so there are more spellings than zones. */
const KNOWN_ZONES_AT_MOST = 1000
const ZONE = /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/u

/** What a right answer looks like, the same in every language. */
export const FORMAT_EXAMPLES: Readonly<Record<SettingFormat, string>> = {
  'time-of-day': '07:00',
  'time-zone': 'Europe/Berlin',
  ipv4: '192.0.2.10',
  ip: '192.0.2.10',
  url: 'https://www.example.org/',
  mailbox: 'room@example.org',
}

export function hasFormat(format: SettingFormat, text: string): boolean {
  switch (format) {
    case 'time-of-day':
      return TIME_OF_DAY.test(text)
    case 'time-zone':
      return isTimeZone(text)
    case 'ipv4':
      return text === '' || IPV4.test(text)
    case 'ip':
      return text === '' || IPV4.test(text) || isIpv6(text)
    case 'url':
      return text === '' || HTTP_URL.test(text)
    case 'mailbox':
      return text === '' || MAILBOX.test(text)
  }
}

/** A zone name of the IANA database, as far as the running JavaScript engine knows it; offsets such as +01:00 are not names. */
export function isTimeZone(text: string): boolean {
  if (knownZones.has(text)) return true
  if (!ZONE.test(text)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
  } catch {
    return false
  }
  if (knownZones.size < KNOWN_ZONES_AT_MOST) knownZones.add(text)
  return true
}

/** RFC 4291 text form without a zone: eight groups, or fewer around one `::`, the last two possibly written as IPv4. */
export function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const tail = halves.at(-1)?.split(':').at(-1) ?? ''
  const plain = IPV4.test(tail) ? groups.slice(0, -1) : groups
  const count = plain.length + (plain.length < groups.length ? 2 : 0)
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/iu.test(group))) return false
  return halves.length === 2 ? count < 8 : count === 8
}
