import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createKeyRing } from '@maestro/database'
import { Refusal } from './refusal.js'

/**
 * The key ring as text: MAESTRO_KEYS, or the 0600 file in the data folder, made on the first start.
 * An external database without MAESTRO_KEYS is refused: keys that lie on one machine only would be lost with it.
 */
export function loadKeys(dataFolder: string, environment: NodeJS.ProcessEnv): string {
  if (environment['MAESTRO_KEYS']) return environment['MAESTRO_KEYS']
  const file = join(dataFolder, 'keys')
  if (environment['DATABASE_URL']) {
    throw new Refusal(
      'MAESTRO_KEYS is missing: with DATABASE_URL set, the key ring must be given too. ' +
        `For a new installation: MAESTRO_KEYS="k1:$(openssl rand -base64 32)". Keep it safe: without it the data cannot be opened.`,
    )
  }
  if (!existsSync(file)) {
    if (existsSync(join(dataFolder, 'postgres', 'data'))) {
      throw new Refusal(
        `The key ring ${file} is missing, but its database exists. Restore the file from your backup, or set MAESTRO_KEYS.`,
      )
    }
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(file, `${createKeyRing()}\n`, { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(file, 'utf8').trim()
}
