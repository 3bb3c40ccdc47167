import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { tryLock } from '../process/lock-file.js'
import { Refusal } from '../refusal.js'

function makeWritable(folder: string): void {
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true })
    accessSync(folder, constants.W_OK)
    accessSync(join(folder, 'logs'), constants.W_OK)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new Refusal(
      `The data folder ${folder} cannot be written (${reason}). ` +
        'Give your account write access to it, or set MAESTRO_DATA to another folder.',
    )
  }
}

/** Makes the data folder ours until released; one Maestro per folder. */
export function claimDataFolder(folder: string): () => void {
  makeWritable(folder)
  const attempt = tryLock(join(folder, 'maestro.lock'))
  if (attempt.taken) return attempt.release
  throw new Refusal(
    `Maestro already runs on the data folder ${folder} (process ${attempt.holder}). ` +
      'Stop it with Ctrl-C in its terminal, or set MAESTRO_DATA and the ports to start another one.',
  )
}
