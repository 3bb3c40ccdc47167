import { existsSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'

/** The moments of a deployment after which a process may be gone, in their order. */
export const STEPS = [
  'prepare.batch-written',
  'start.committed',
  'push.claimed',
  'push.released',
  'push.sent',
  'push.committed',
  'report.written',
  'acknowledge.claimed',
  'acknowledge.committed',
  'advance.claimed',
  'sweep.found',
] as const
export type Step = (typeof STEPS)[number]

/**
 * Ends this process as `kill -9` does when a file with the step's name lies in the folder, and takes the file away, so
 * that the process that comes after goes on. Without a folder, as in every installation, it does nothing: it is how
 * tests put a crash exactly between two things.
 */
export function dieAt(folder: string | undefined, step: Step): void {
  if (folder === undefined) return
  const file = join(folder, step)
  if (!existsSync(file)) return
  unlinkSync(file)
  process.kill(process.pid, 'SIGKILL')
}
