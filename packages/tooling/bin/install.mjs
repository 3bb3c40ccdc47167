import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './progress.mjs'

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** What must be there; a package for another platform need not be. */
function isOptional({ optional, devOptional, peer }) {
  return Boolean(optional || devOptional || peer)
}

function lockedPackages(lockText) {
  return Object.entries(JSON.parse(lockText).packages).filter(([path]) => path.includes('node_modules/'))
}

function allThere(root, lockText) {
  return lockedPackages(lockText).every(([path, entry]) => isOptional(entry) || existsSync(join(root, path)))
}

/** Compares with the list that npm leaves in node_modules: whoever installed by hand need not do so again. */
function matchesLockfile(root, lockText) {
  const installed = readJson(join(root, 'node_modules/.package-lock.json'))?.packages
  if (!installed || !allThere(root, lockText)) return false
  return lockedPackages(lockText).every(([path, locked]) => {
    const found = installed[path]
    return found ? found.version === locked.version : isOptional(locked)
  })
}

/** Installs what package-lock.json names, when node_modules holds something else or nothing. */
export async function ensureInstalled(root) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lockText).digest('hex')
  const stamp = join(root, 'node_modules/.maestro-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && allThere(root, lockText)) return true
  if (!matchesLockfile(root, lockText)) {
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const title = 'Installing packages (about a minute, once)'
    if (!(await runQuietly(title, 'npm', args, { cwd: root, shell: process.platform === 'win32' }))) return false
  }
  writeFileSync(stamp, hash)
  return true
}
