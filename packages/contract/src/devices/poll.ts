import { z } from 'zod'
import { desired } from './desired.js'
import { limits } from './limits.js'
import { command } from './signals.js'
import { configurationVersion } from './version.js'

/**
 * `GET /device/v1/down`. `wait` in seconds. With `desiredVersion`, the newest configuration the device holds,
 * a poll also answers with what it missed between two polls.
 */
export const pollQuery = z.object({
  wait: z.coerce.number().int().min(0).max(limits.longPollSeconds).default(limits.longPollSeconds),
  desiredVersion: z.coerce.number().pipe(configurationVersion).optional(),
})
export type PollQuery = z.infer<typeof pollQuery>

export const downlinkMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('desired'), payload: desired }),
  z.object({ kind: z.literal('cmd'), payload: command }),
])
export type DownlinkMessage = z.infer<typeof downlinkMessage>

/** Answer of a poll, oldest first; 204 without a body when nothing came within `wait`. */
export const pollResponse = z.object({ messages: z.array(downlinkMessage) })
export type PollResponse = z.infer<typeof pollResponse>
