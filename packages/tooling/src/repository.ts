import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top folder of the repository this program was built in. */
const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

export function inRepository(...parts: string[]): string {
  return join(repositoryRoot, ...parts)
}

export function relativeToRepository(path: string): string {
  return relative(repositoryRoot, path)
}
