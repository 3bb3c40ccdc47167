import { z } from 'zod'
import { json, jsonObject } from './json.js'

/**
 * What a device should be. `settings` are the keys of the settings catalogue with their values; other members
 * (a licence file, a registration) stand beside it, and a device reports those it does not know as unsupported.
 */
export const desiredState = z.looseObject({ settings: z.record(z.string().max(128), json).optional() })
export type DesiredState = z.infer<typeof desiredState>

/**
 * `down/desired`. A device ignores a version older than its own, answers its own version with a full report again,
 * and says hello again when the base of a patch (RFC 7396) is not what it holds.
 */
export const desired = z.union([
  z.looseObject({ version: z.int().positive(), full: z.literal(true), state: desiredState }),
  z.looseObject({ version: z.int().positive(), base: z.int().nonnegative(), patch: jsonObject }),
])
export type Desired = z.infer<typeof desired>
export type FullDesired = Extract<Desired, { full: true }>
