import { timingSafeEqual } from 'node:crypto'
import type { DeriveKey } from './link-keys.js'

/** What Maestro's own processes call themselves at the broker. */
export const serverUsername = 'maestro-server'

export function serverPassword(derive: DeriveKey): string {
  return derive('mqtt:server').toString('base64url')
}

export function isServerPassword(expected: string, given: Buffer): boolean {
  const wanted = Buffer.from(expected)
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}
