import { unstorablePaths } from '@maestro/domain'
import { z } from 'zod'
import { limits } from './limits.js'
import { hello, presence } from './presence.js'
import { reported } from './reported.js'
import { commandResult, event, telemetry } from './signals.js'
import type { UplinkKind } from './topics.js'

const uplinkSchemas = { presence, hello, reported, telemetry, event, cmd: commandResult } satisfies Record<
  UplinkKind,
  z.ZodType
>

export type UplinkMessage = {
  [Kind in UplinkKind]: { readonly kind: Kind; readonly body: z.infer<(typeof uplinkSchemas)[Kind]> }
}[UplinkKind]

export type ParsedUplink =
  | { readonly ok: true; readonly message: UplinkMessage }
  | { readonly ok: false; readonly problem: string }

/** Reads the payload of one uplink message. Never throws; `problem` is one sentence without values from the payload. */
export function parseUplink(kind: UplinkKind, payload: Uint8Array): ParsedUplink {
  if (payload.length > limits.payloadBytes) return { ok: false, problem: 'The payload is larger than 128 KB.' }
  const body = parseJson(payload)
  if (body === undefined) return { ok: false, problem: 'The payload is not JSON in UTF-8.' }
  const [unstorable] = unstorablePaths(body)
  if (unstorable !== undefined)
    return { ok: false, problem: `The payload holds NUL or half a character: ${unstorable}.` }
  const result = uplinkSchemas[kind].safeParse(body)
  if (result.success) return { ok: true, message: { kind, body: result.data } as UplinkMessage }
  const [issue] = result.error.issues
  return { ok: false, problem: `The payload does not fit: ${issue?.path.join('.') || 'it'}: ${issue?.message ?? ''}.` }
}

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    return undefined
  }
}
