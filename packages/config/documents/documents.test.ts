import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']

/** Pictures, links, and names of files and folders of the repository in code marks. */
function pathsIn(text: string): string[] {
  const patterns = [
    /\]\((?!https?:)([^)#\s]+)\)/g,
    /src="(?!https?:)([^"]+)"/g,
    /`((?:apps|packages|prisma|infra|docs|\.ci)\/[^`\s]*)`/g,
  ]
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, path = '']) => path))
  const isMade = (path: string) => /[<>*{}…]|test-results|maestro\.env$/.test(path)
  return [...new Set(found)].filter((path) => !isMade(path))
}

it.each(documents)('%s points only at what is there', (name) => {
  const missing = pathsIn(readFileSync(new URL(name, root), 'utf8')).filter((path) => !existsSync(new URL(path, root)))
  expect(missing).toEqual([])
})
