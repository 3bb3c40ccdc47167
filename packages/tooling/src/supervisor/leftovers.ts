import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { endGroup } from '../process/end-group.js'
import type { ProcessIdentity } from '../process/identity.js'

function recordOf(folder: string): string {
  return join(folder, 'processes.json')
}

/** Remembers what was started, for the next start to find if this one is killed. */
export function recordProcesses(folder: string, processes: readonly ProcessIdentity[]): void {
  writeFileSync(recordOf(folder), JSON.stringify(processes), { mode: 0o600 })
}

/** Ends what a killed supervisor left running. */
export async function endLeftovers(folder: string): Promise<void> {
  let processes: ProcessIdentity[] = []
  try {
    processes = JSON.parse(readFileSync(recordOf(folder), 'utf8')) as ProcessIdentity[]
  } catch {
    return
  }
  await Promise.all(processes.map((leftover) => endGroup(leftover, 5_000)))
  recordProcesses(folder, [])
}
