import { z } from 'zod'
import { jsonObject } from './json.js'
import { licenseText } from './license.js'

/**
 * What a device should be. `settings` is the document of the settings catalogue: dots in a key become nesting, so that
 * `display.monitors` is `{"display":{"monitors":"Dual"}}`. `license` is the device's licence file; without it a device keeps
 * what it has. Other members stand beside them; a device keeps to those it knows.
 */
export const desiredState = z.looseObject({ settings: jsonObject.optional(), license: licenseText.optional() })
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
