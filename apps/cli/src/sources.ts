import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, isMap, LineCounter, parseDocument } from 'yaml'
import { EXIT, Failure } from './failure.js'
import type { Words } from './words.js'

/** One file, with what is needed to say in which line something stands. */
export type Source = { readonly name: string; readonly document: Document; readonly lines: LineCounter }

/** Several files as one document: lists are put one after the other, and it is remembered where their members come from. */
export type Merged = {
  readonly value: Readonly<Record<string, unknown>>
  readonly sources: readonly Source[]
  readonly origins: Readonly<Record<string, readonly Origin[]>>
}
export type Origin = { readonly source: Source; readonly index: number }

/** Reads files; a folder stands for its YAML and JSON files by name, `-` for the standard input. */
export async function readSources(paths: readonly string[], words: Words): Promise<readonly Source[]> {
  if (paths.length === 0) throw new Failure([words.noFile, words.seeHelp])
  const names = (await Promise.all(paths.map((path) => filesIn(path, words)))).flat()
  const sources = await Promise.all(names.map(async (name) => parse(name, await read(name, words))))
  const mistakes = sources.flatMap(({ name, document, lines }) =>
    document.errors.map(({ pos, message }) => `${name}:${lines.linePos(pos[0]).line}: ${withoutPlace(message)}`),
  )
  if (mistakes.length > 0) throw new Failure([words.notYaml, ...mistakes], EXIT.refused)
  return sources
}

async function filesIn(path: string, words: Words): Promise<readonly string[]> {
  if (path === '-') return [path]
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new Failure([words.noSuchFile(path)])
  if (!found.isDirectory()) return [path]
  const names = (await readdir(path)).filter((name) => /\.(ya?ml|json)$/i.test(name)).sort()
  if (names.length === 0) throw new Failure([words.emptyFolder(path)])
  return names.map((name) => join(path, name))
}

async function read(name: string, words: Words): Promise<string> {
  if (name !== '-') {
    return readFile(name, 'utf8').catch(() => {
      throw new Failure([words.noSuchFile(name)])
    })
  }
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** Reads YAML 1.2, of which JSON is a part. */
export function parse(name: string, text: string): Source {
  const lines = new LineCounter()
  return { name, document: parseDocument(text, { lineCounter: lines, prettyErrors: true }), lines }
}

/** The place is said in front of the sentence. */
function withoutPlace(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/u, '.')
}

export function mergeSources(sources: readonly Source[], words: Words): Merged {
  const value: Record<string, unknown> = {}
  const origins: Record<string, Origin[]> = {}
  for (const source of sources) {
    if (!isMap(source.document.contents)) throw new Failure([words.noDocument(source.name)], EXIT.refused)
    for (const [section, part] of Object.entries(source.document.toJS() as Record<string, unknown>)) {
      value[section] = joined(value[section], part)
      if (Array.isArray(part)) origins[section] = joined(origins[section], originsIn(source, part)) as Origin[]
    }
  }
  return { value, sources, origins }
}

/** A section that is named and left empty holds nothing. */
function joined(before: unknown, part: unknown): unknown {
  return Array.isArray(before) && Array.isArray(part) ? [...before, ...part] : (part ?? [])
}

function originsIn(source: Source, part: readonly unknown[]): Origin[] {
  return part.map((_, index) => ({ source, index }))
}
