import { existsSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const kept = 5

/** Moves the last run's log aside, keeping five, and opens a new one. */
export function rotateLog(folder: string, name: string): void {
  const file = logPath(folder, name)
  for (let age = kept - 1; age >= 0; age--) {
    const older = age === 0 ? file : `${file}.${age}`
    if (existsSync(older)) renameSync(older, `${file}.${age + 1}`)
  }
}

export function logPath(folder: string, name: string): string {
  return join(folder, 'logs', `${name}.log`)
}

export function openLog(folder: string, name: string): number {
  return openSync(logPath(folder, name), 'a', 0o600)
}

export function logTail(folder: string, name: string, lines = 12): string {
  try {
    return readFileSync(logPath(folder, name), 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
  } catch {
    return '(no log)'
  }
}
