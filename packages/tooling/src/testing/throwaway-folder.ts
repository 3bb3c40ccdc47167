import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

/** Linux keeps what lies here in memory. */
const inMemory = '/dev/shm'

/** What the databases of a test run take at most, in bytes, and as much again for everything else that runs. */
const plenty = 6 * 2 ** 30

function isPlentiful(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = statfsSync(folder)
    return Math.min(bavail * bsize, freemem()) >= plenty
  } catch {
    return false
  }
}

export interface ThrowawayFolder {
  readonly path: string
  readonly remove: () => void
}

/**
 * A new folder for databases of tests, in memory where there is plenty of it: each database is a thousand files, and a
 * disk's file system takes longer to make and delete them than a test takes.
 */
export function throwawayFolder(prefix: string): ThrowawayFolder {
  return newFolder(isPlentiful(inMemory) ? inMemory : tmpdir(), prefix)
}

/** A new folder to be TMPDIR of what a stage runs, so that nothing of it stays behind. */
export function temporaryFolder(prefix: string): ThrowawayFolder {
  const folder = newFolder(tmpdir(), prefix)
  // The account that PostgreSQL runs as has to get through.
  chmodSync(folder.path, 0o711)
  return folder
}

function newFolder(parent: string, prefix: string): ThrowawayFolder {
  const path = mkdtempSync(join(parent, prefix))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
