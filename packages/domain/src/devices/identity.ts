import { type Decision, refuse } from '../decision.js'

/** As printed on the label, in capitals and without spaces; dashes and slashes belong to it. */
export function normalizeSerial(text: string): Decision<'device.serial-invalid', { readonly serial: string }> {
  const serial = text.replace(/\s+/gu, '').toUpperCase()
  return /^[0-9A-Z][0-9A-Z\-./:_]{1,63}$/u.test(serial) ? { ok: true, serial } : refuse('device.serial-invalid')
}

/** Any usual way to write a MAC address → `00:1a:2b:3c:4d:5e`. */
export function normalizeMac(text: string): Decision<'device.mac-invalid', { readonly mac: string }> {
  const digits = text.replace(/[\s:.-]/gu, '').toLowerCase()
  if (!/^[0-9a-f]{12}$/u.test(digits)) return refuse('device.mac-invalid')
  return { ok: true, mac: digits.match(/../gu)?.join(':') ?? digits }
}
