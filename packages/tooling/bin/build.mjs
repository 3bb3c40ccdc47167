import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './progress.mjs'

const inputs = ['apps', 'packages', 'prisma', 'package-lock.json', 'turbo.json', 'prisma.config.ts']
const ignored = new Set(['node_modules', 'dist', '.next', '.turbo', 'generated', 'e2e', 'test', 'next-env.d.ts'])

function* sourceFiles(path) {
  if (!statSync(path).isDirectory()) {
    yield path
    return
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (ignored.has(entry.name) || entry.name.includes('.test.') || entry.name.endsWith('.tsbuildinfo')) continue
    yield* sourceFiles(join(path, entry.name))
  }
}

/** Changes whenever a source file does. Reads no contents, so that asking costs next to nothing. */
function signature(root) {
  const hash = createHash('sha256')
  for (const input of inputs.map((name) => join(root, name)).filter(existsSync)) {
    for (const file of sourceFiles(input)) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file}:${size}:${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Builds the workspaces and what they need, unless no source has changed since they were built. */
export async function ensureBuilt(root, workspaces, outputs) {
  const now = signature(root)
  const stamps = join(root, 'node_modules/.maestro-built')
  const stamp = join(stamps, workspaces.join('+').replace(/\W+/g, '-') || 'all')
  const complete = outputs.every((path) => existsSync(join(root, path)))
  if (complete && readStamp(stamp) === now) return true
  const filters = workspaces.map((name) => `--filter=@maestro/${name}`)
  const args = ['run', 'build', ...filters, '--output-logs=errors-only', '--log-order=grouped']
  const turbo = join(root, 'node_modules/.bin/turbo')
  if (!(await runQuietly('Building what has changed', turbo, args, { cwd: root }))) return false
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, now)
  return true
}
