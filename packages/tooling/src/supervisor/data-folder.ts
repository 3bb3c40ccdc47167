import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tryLock } from '../process/lock-file.js'
import { Refusal } from '../refusal.js'

/** Folder by folder: where nothing can be made, as below /proc, Node's own recursion never ends. */
function make(folder: string): void {
  if (existsSync(folder)) return
  make(dirname(folder))
  mkdirSync(folder)
}

function makeWritable(folder: string): void {
  try {
    make(join(folder, 'logs'))
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
