import { z } from 'zod'
import { jsonObject, text } from './json.js'
import { limits } from './limits.js'
import { instant } from './presence.js'

const sample = z.looseObject({
  at: instant,
  seq: z.int().nonnegative().optional(),
  m: z.record(text(64).min(1), z.union([z.number(), z.boolean(), text(256)])),
})

/** `up/telemetry`: one sample or a batch, oldest first. Only the newest value of each measure is kept. */
export const telemetry = z.union([sample, z.array(sample).min(1).max(limits.telemetryBatch)])
export type TelemetrySample = z.infer<typeof sample>
export type Telemetry = z.infer<typeof telemetry>

/** `up/event`: something that happened once, such as `call.started` or `call.ended`. */
export const event = z.looseObject({
  id: text(64),
  at: instant,
  type: z
    .string()
    .max(128)
    .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/),
  data: jsonObject.optional(),
})
export type DeviceEvent = z.infer<typeof event>

/** `down/cmd`. A device runs an id once, and answers `expired` when `exp` (Unix seconds) has passed. */
export const command = z.looseObject({
  id: text(64),
  op: text(64),
  args: jsonObject.optional(),
  exp: z.int().positive(),
})
export type Command = z.infer<typeof command>

/** `up/cmd`: how a command goes on, by the same id. `progress` in per cent. */
export const commandResult = z.looseObject({
  id: text(64),
  status: z.enum(['accepted', 'running', 'done', 'failed', 'expired']),
  progress: z.number().min(0).max(100).optional(),
  result: jsonObject.optional(),
  code: text(64).optional(),
})
export type CommandResult = z.infer<typeof commandResult>
