import { z } from 'zod'
import { text } from './json.js'
import { configurationVersion } from './version.js'

/** One connection of a device; a ULID by convention, made new for every connect. */
export const sessionId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

export const instant = z.iso.datetime({ offset: true })

/**
 * `up/presence`, retained as a hint, and the last will of every connection. A device is online while the
 * session named last is connected; an offline message of any other session is ignored.
 */
export const presence = z.looseObject({
  online: z.boolean(),
  sid: sessionId,
  at: instant.optional(),
})
export type Presence = z.infer<typeof presence>

/**
 * `up/hello`, once on every connect. `desiredVersion` is the newest configuration the device holds, 0 for none;
 * one that was never given out counts as none. `reportedVersion` the newest report it ever sent. Maestro answers with `down/desired` when it has something newer,
 * or when it missed a report.
 */
export const hello = z.looseObject({
  sid: sessionId,
  agent: text(64).optional(),
  model: text(64).optional(),
  serial: text(64).optional(),
  fw: text(64).optional(),
  desiredVersion: configurationVersion,
  reportedVersion: z.int().nonnegative(),
  cmdSeen: text(64).optional(),
})
export type Hello = z.infer<typeof hello>
