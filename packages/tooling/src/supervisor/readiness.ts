import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../refusal.js'
import { logPath, logTail } from './log-file.js'
import type { Role } from './role.js'

const patienceMs = 90_000
const crashesBeforeGivingUp = 3

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' })
    await response.body?.cancel()
    return response.status < 400
  } catch {
    return false
  }
}

/** Waits until the role does its work; gives up, with the end of its log, when it keeps crashing. */
export async function waitUntilReady(role: Role, dataFolder: string, signal: AbortSignal): Promise<void> {
  const { name, readyUrl } = role.definition
  if (!readyUrl) return
  const deadline = Date.now() + patienceMs
  while (!signal.aborted) {
    if (await answers(readyUrl)) return
    if (role.crashes >= crashesBeforeGivingUp || Date.now() > deadline) {
      const log = logPath(dataFolder, name)
      throw new Refusal(`The ${name} does not start. The end of ${log}:\n${logTail(dataFolder, name)}`)
    }
    await sleep(100)
  }
}
