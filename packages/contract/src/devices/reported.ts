import { z } from 'zod'
import { jsonObject, text } from './json.js'
import { reportedLicense } from './license.js'
import { configurationVersion } from './version.js'

const word = text(128)
const pixels = z.int().positive().max(100_000)

const screen = z.looseObject({
  connector: word,
  name: word.nullish(),
  width: pixels.nullish(),
  height: pixels.nullish(),
})
const peripheral = z.looseObject({ kind: word, name: word.nullish(), connected: z.boolean(), serial: word.nullish() })

/** `unknown` counts as in a call for anything that could disturb one. */
export const callState = z.enum(['idle', 'in-call', 'unknown'])

const isPlain = (value: unknown) => jsonObject.safeParse(value).success

/**
 * What a device says of itself, as a merge patch (RFC 7396): every part is optional and null removes it.
 * Lists are always sent whole. Members that are not named here are kept and shown as they are.
 */
export const reportedState = z
  .looseObject({
    firmware: word.nullish(),
    model: word.nullish(),
    serial: word.nullish(),
    network: z.looseObject({ address: word.nullish(), mac: word.nullish(), connection: word.nullish() }).nullish(),
    screens: z.array(screen).max(16).nullish(),
    camera: z.looseObject({ name: word.nullish(), connected: z.boolean().nullish() }).nullish(),
    touchPanel: z.looseObject({ name: word.nullish(), connected: z.boolean().nullish() }).nullish(),
    peripherals: z.array(peripheral).max(64).nullish(),
    call: z.looseObject({ state: callState.nullish(), since: word.nullish() }).nullish(),
    settings: jsonObject.nullish(),
    /** The licence file that it holds. */
    license: reportedLicense.nullish(),
  })
  .refine(isPlain, 'must be JSON without NUL characters, at most 16 levels deep')
export type ReportedState = z.infer<typeof reportedState>

/** One value the device did not take. `path` is a JSON pointer (RFC 6901) into the desired state: `/settings/display/monitors`. */
export const applyError = z
  .looseObject({ path: text(256), code: text(64), msg: text(512).optional() })
  .refine(isPlain, 'must be JSON without NUL characters, at most 16 levels deep')
export type ApplyError = z.infer<typeof applyError>

export const applyStatus = z.enum(['applied', 'applying', 'failed', 'partial'])
export type ApplyStatus = z.infer<typeof applyStatus>

/**
 * `up/reported`. `version` grows with every report of a device; one that Maestro has already seen is harmless.
 * `desiredVersion` is the configuration that `status` speaks of, 0 when there was none yet. With `full` the patch
 * is the whole state and replaces what was known.
 */
export const reported = z.looseObject({
  version: z.int().positive(),
  desiredVersion: configurationVersion,
  status: applyStatus,
  full: z.boolean().optional(),
  patch: reportedState.optional(),
  errors: z.array(applyError).max(200).optional(),
})
export type Reported = z.infer<typeof reported>
