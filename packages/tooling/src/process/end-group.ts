import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, type ProcessIdentity } from './identity.js'

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It has left already.
  }
}

/** Ends a process and all it started: asks, waits, then insists. */
export async function endGroup(leader: ProcessIdentity, patienceMs: number): Promise<void> {
  if (!isRunning(leader)) return
  signalGroup(leader.pid, 'SIGTERM')
  for (let waited = 0; waited < patienceMs && isRunning(leader); waited += 20) await sleep(20)
  signalGroup(leader.pid, 'SIGKILL')
}
