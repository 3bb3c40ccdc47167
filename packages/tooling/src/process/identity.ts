import { readFileSync } from 'node:fs'

/** A process that can be told from a later one with the same number. `startedAt` is in kernel ticks, 0 where unknown. */
export interface ProcessIdentity {
  readonly pid: number
  readonly startedAt: number
}

interface ProcessStat {
  readonly state: string
  readonly startedAt: number
}

function readStat(pid: number): ProcessStat | undefined {
  try {
    // The command name, in brackets, may itself hold spaces and brackets: fields count from the last bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ') ?? []
    return { state: fields[0] ?? '', startedAt: Number(fields[19] ?? 0) }
  } catch {
    return undefined
  }
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, startedAt: readStat(pid)?.startedAt ?? 0 }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** False for a zombie too: under a first process that never reaps, those stay for ever. */
export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !answersSignals(pid)) return false
  if (process.platform !== 'linux') return true
  const stat = readStat(pid)
  if (!stat || stat.state === 'Z' || stat.state === 'X') return false
  return startedAt === 0 || stat.startedAt === startedAt
}
