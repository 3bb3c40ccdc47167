import { existsSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Moments in the life of a deployment, of a licence or of a batch of them at which a process may be gone, in their order. */
export type Step =
  | 'start.committed'
  | 'prepare.committed'
  | 'tend.committed'
  | 'release.written'
  | 'release.committed'
  | 'send.sent'
  | 'send.committed'
  | 'report.committed'
  | 'acknowledge.written'
  | 'acknowledge.committed'
  | 'confirm.written'
  | 'confirm.committed'
  | 'sweep.found'
  | 'activate.written'
  | 'activate.committed'
  | 'batch.started'
  | 'batch.written'
  | 'batch.committed'
  | 'license-sweep.found'
  | 'license-review.claimed'
  | 'license-settlement.kept'

let folder: string | undefined

/** Called once, when a process reads its settings. */
export function armKillSwitches(where: string | undefined): void {
  folder = where
}

/**
 * Ends this process as `kill -9` does when a file with the step's name lies in the armed folder, and takes the file
 * away, so that the process that comes after goes on. It is how tests put a crash exactly between two things; without
 * a folder, as in every installation, it does nothing.
 */
export function atStep(step: Step): void {
  if (folder === undefined) return
  const file = join(folder, step)
  if (!existsSync(file)) return
  unlinkSync(file)
  process.kill(process.pid, 'SIGKILL')
}
