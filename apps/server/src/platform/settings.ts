import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Environment, readEnvironment } from '@maestro/contract'
import { type DatabaseRole, databaseUrlFor, deriveKey, type KeyRing, lookupHash, parseKeyRing } from '@maestro/database'
import { armKillSwitches } from './kill-switch.js'

/** What a process needs to know of its surroundings, read and checked once at start. */
export type Settings = {
  readonly environment: Environment
  /** The origin that people and devices see, without a slash at the end. */
  readonly publicUrl: string
  readonly consoleUrl: string
  readonly linkUrl: string
  readonly mqttUrl: string
  readonly embeddedBroker: boolean
  readonly keyRing: KeyRing
  databaseUrl(role: DatabaseRole): string
}

export function readSettings(variables: Record<string, string | undefined> = process.env): Settings {
  const environment = readEnvironment(variables)
  armKillSwitches(environment.MAESTRO_KILL_SWITCHES)
  const owner = environment.DATABASE_URL
  if (!owner) throw new Error('DATABASE_URL is not set. Start Maestro with "npm start", which starts a database.')
  const keyRing = parseKeyRing(environment.MAESTRO_KEYS ?? keysFromFile(environment.MAESTRO_DATA))
  return {
    environment,
    publicUrl: (environment.MAESTRO_URL ?? `http://localhost:${environment.MAESTRO_PORT}`).replace(/\/$/, ''),
    consoleUrl: environment.MAESTRO_CONSOLE_URL ?? `http://127.0.0.1:${environment.MAESTRO_CONSOLE_PORT}`,
    linkUrl: environment.MAESTRO_LINK_URL ?? `http://127.0.0.1:${environment.MAESTRO_LINK_PORT}`,
    mqttUrl:
      environment.MQTT_URL ?? environment.MAESTRO_MQTT_URL ?? `mqtt://127.0.0.1:${environment.MAESTRO_MQTT_PORT}`,
    embeddedBroker: environment.MQTT_URL === undefined,
    keyRing,
    databaseUrl: (role) => databaseUrlFor(owner, role, keyRing),
  }
}

function keysFromFile(dataFolder: string): string {
  const file = join(resolve(dataFolder), 'keys')
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Error(`There is no key ring: set MAESTRO_KEYS, or put it into ${file}.`)
  }
}

/** 32-byte keys of this installation, each for one purpose. */
export function deriveKeyOf({ keyRing }: Settings): (purpose: string) => Buffer {
  return (purpose) => deriveKey(keyRing, purpose)
}

/** How secrets of this installation are looked up: by keyed hash, each kind on its own. */
export function lookupHashOf({ keyRing }: Settings): (purpose: string, secret: string) => string {
  return (purpose, secret) => lookupHash(keyRing, purpose, secret)
}
