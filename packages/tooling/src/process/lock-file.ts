import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { identityOf, isRunning, type ProcessIdentity } from './identity.js'

export type LockAttempt =
  | { readonly taken: true; readonly release: () => void }
  | { readonly taken: false; readonly holder: number }

function parseHolder(text: string): ProcessIdentity {
  const [pid, startedAt] = text.split(' ').map(Number)
  return { pid: pid ?? 0, startedAt: startedAt ?? 0 }
}

function readHolder(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Publishes the complete file in one step, so that nobody ever reads half a holder. */
function publish(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Moves a dead holder's file away; if another starter was faster and it is a living one's, puts it back. */
function clearAway(file: string, stale: string): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (readHolder(aside) !== stale) {
    try {
      linkSync(aside, file)
    } catch {
      // A third starter holds it by now; the next attempt sees that one.
    }
  }
  rmSync(aside, { force: true })
}

/** Takes the lock unless a running process holds it. A lock left by a killed process does not count. */
export function tryLock(file: string): LockAttempt {
  const { pid, startedAt } = identityOf(process.pid)
  const mine = `${pid} ${startedAt}`
  for (;;) {
    if (publish(file, mine)) {
      const release = () => {
        if (readHolder(file) === mine) rmSync(file, { force: true })
      }
      return { taken: true, release }
    }
    const found = readHolder(file)
    if (found === undefined) continue
    const holder = parseHolder(found)
    if (isRunning(holder)) return { taken: false, holder: holder.pid }
    clearAway(file, found)
  }
}

/** Waits for its turn; answers how to release. */
export async function waitForLock(file: string, timeoutMs: number): Promise<() => void> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const attempt = tryLock(file)
    if (attempt.taken) return attempt.release
    if (Date.now() > deadline) throw new Error(`${file} is held by process ${attempt.holder}`)
    await sleep(50)
  }
}
