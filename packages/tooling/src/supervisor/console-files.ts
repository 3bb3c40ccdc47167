import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inRepository } from '../repository.js'

function buildId(next: string): string {
  const file = join(next, 'BUILD_ID')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Copies beside the target first, so that a copy cut short is never taken for a whole one. */
function replaceFolder(source: string, target: string): void {
  const draft = `${target}.draft`
  rmSync(draft, { recursive: true, force: true })
  cpSync(source, draft, { recursive: true })
  rmSync(target, { recursive: true, force: true })
  renameSync(draft, target)
}

/** Next's stand-alone build leaves out what a browser loads; puts it beside the server. Answers the console's folder. */
export function prepareConsole(): string {
  const source = inRepository('apps/console')
  const target = join(source, '.next/standalone/apps/console')
  const statics = join(target, '.next/static')
  if (existsSync(join(statics, buildId(join(source, '.next'))))) return target
  if (existsSync(join(source, 'public'))) replaceFolder(join(source, 'public'), join(target, 'public'))
  replaceFolder(join(source, '.next/static'), statics)
  return target
}
