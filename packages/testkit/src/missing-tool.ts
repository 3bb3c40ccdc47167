import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What a test hands over: Vitest's own context. */
export interface SkippableContext {
  skip(note?: string): void
}

function isInstalled(tool: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

export function missingTools(...tools: string[]): string[] {
  return tools.filter((tool) => !isInstalled(tool))
}

/**
 * Skips a test, by name and counted, when the machine lacks a program it needs. With MAESTRO_TEST_ALL=1 it fails
 * instead. Call it first in a test or in `beforeEach`.
 */
export function requireTools(context: SkippableContext, ...tools: string[]): void {
  const missing = missingTools(...tools)
  if (missing.length === 0) return
  const reason = `missing tool: ${missing.join(', ')}`
  if (process.env['MAESTRO_TEST_ALL'] === '1')
    throw new Error(`${reason}. Install it: MAESTRO_TEST_ALL allows no skip.`)
  context.skip(reason)
}
