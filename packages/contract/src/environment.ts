import { z } from 'zod'

const port = (fallback: number, what: string) =>
  z.coerce.number().int().min(1).max(65535).default(fallback).describe(what)
/** `id:base64 of 32 bytes`, several separated by commas. */
const keyRing = /^\s*[a-z0-9-]{1,16}:[A-Za-z0-9+/]{43}=?\s*(,\s*[a-z0-9-]{1,16}:[A-Za-z0-9+/]{43}=?\s*)*$/
const url = (protocols: RegExp, what: string) => z.url({ protocol: protocols }).optional().describe(what)

/**
 * Every variable that Maestro reads from its environment, in one place. Empty strings count as not set.
 * A wrong value is refused at start, by the variable's name.
 */
export const environmentSchema = z.object({
  MAESTRO_DATA: z.string().default('.data').describe('Folder for everything that must survive a restart'),
  MAESTRO_HOST: z.string().default('127.0.0.1').describe('Address that the public origin listens on'),
  MAESTRO_PORT: port(8300, 'Port of the public origin: console, API and the devices’ door'),
  MAESTRO_URL: url(/^https?$/, 'Public origin as people and devices see it; default http://localhost:MAESTRO_PORT'),
  MAESTRO_CONSOLE_PORT: port(8301, 'Internal port of the console'),
  MAESTRO_CONSOLE_URL: url(/^https?$/, 'Internal address of the console; default 127.0.0.1:MAESTRO_CONSOLE_PORT'),
  MAESTRO_LINK_PORT: port(8302, 'Internal port of the device link: HTTPS door and MQTT over WebSocket'),
  MAESTRO_LINK_URL: url(/^https?$/, 'Internal address of the device link; default 127.0.0.1:MAESTRO_LINK_PORT'),
  MAESTRO_MQTT_PORT: port(1883, 'Port of the embedded broker for MQTT over TCP'),
  MAESTRO_MQTT_HOST: z.string().default('127.0.0.1').describe('Address that MQTT over TCP listens on'),
  MAESTRO_MQTT_URL: url(/^mqtts?$/, 'Internal address of the embedded broker; default 127.0.0.1:MAESTRO_MQTT_PORT'),
  MAESTRO_WORKER_PORT: port(8303, 'Internal port of the worker’s health and metrics'),
  MAESTRO_KEYS: z
    .string()
    .regex(keyRing, 'it must be "id:base64 of 32 bytes", several separated by commas, the current one first')
    .optional()
    .describe('Root key ring, "id:base64 of 32 bytes", current first; required when DATABASE_URL is set'),
  MAESTRO_DEMO: z.enum(['on', 'off']).default('on').describe('Seed the demo and start a pretend fleet'),
  MAESTRO_ANSWER_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(30)
    .describe('How long a device may take to answer before it is asked again, in seconds'),
  DATABASE_URL: url(/^postgres(ql)?$/, 'PostgreSQL 18, as the role that owns the schema; default: embedded'),
  REDIS_URL: url(
    /^rediss?$/,
    'Redis or Valkey for queues, several link processes and common rate limits; default: PostgreSQL alone',
  ),
  MQTT_URL: url(/^(mqtts?|wss?)$/, 'Any MQTT 3.1.1 broker; default: the embedded one'),
  TRUST_PROXY: z.enum(['on', 'off']).default('off').describe('Believe X-Forwarded-* of a reverse proxy in front'),
  MAESTRO_KILL_SWITCHES: z
    .string()
    .optional()
    .describe('For tests: a folder; a process dies at the step that a file in it is named after'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('How much is logged'),
})

export type Environment = z.infer<typeof environmentSchema>

/** Thrown by `readEnvironment`; the message names the variable and says what it must be. */
export class EnvironmentError extends Error {}

/** Reads and checks the environment. Throws `EnvironmentError` with one sentence per wrong variable. */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = environmentSchema.safeParse(given)
  if (result.success) return result.data
  const sentences = result.error.issues.map((issue) => {
    const name = String(issue.path[0])
    return `${name} is ${shown(name, given[name])}, which is not valid (${issue.message}). It sets: ${descriptionOf(name)}.`
  })
  throw new EnvironmentError(sentences.join('\n'))
}

/** A value as it may be printed: no key, and of an address nothing of who signs in there. */
function shown(name: string, value = ''): string {
  return name === 'MAESTRO_KEYS' ? 'a text' : `"${value.replace(/^.*@/s, '…@')}"`
}

function descriptionOf(name: string): string {
  const field = Object.entries(environmentSchema.shape).find(([key]) => key === name)?.[1]
  return field?.description ?? 'an unknown setting'
}
