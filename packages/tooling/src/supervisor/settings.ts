import { isAbsolute } from 'node:path'
import { type Environment, EnvironmentError, readEnvironment } from '@maestro/contract'
import { Refusal } from '../refusal.js'
import { inRepository } from '../repository.js'

export interface Settings extends Environment {
  /** Absolute path of the data folder. */
  readonly MAESTRO_DATA: string
}

/** Reads the environment; a wrong value is refused by the variable's name. */
export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  try {
    const environment = readEnvironment(variables)
    const folder = environment.MAESTRO_DATA
    return { ...environment, MAESTRO_DATA: isAbsolute(folder) ? folder : inRepository(folder) }
  } catch (error) {
    if (error instanceof EnvironmentError) throw new Refusal(error.message)
    throw error
  }
}

/** Where people go. */
export function publicAddress(settings: Settings): string {
  return settings.MAESTRO_URL ?? `http://localhost:${settings.MAESTRO_PORT}`
}

/** How this machine reaches what listens on `host`. */
export function localHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
