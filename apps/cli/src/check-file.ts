import { type ConfigurationFile, configurationFile } from '@maestro/contract'
import { z } from 'zod'
import { EXIT, Failure } from './failure.js'
import { locate, type Path } from './locate.js'
import type { Merged } from './sources.js'
import type { Words } from './words.js'

type Issue = z.core.$ZodIssue

/** The merged document if it has the shape of a configuration file; otherwise each mistake with its line. */
export function checkFile(merged: Merged, words: Words): ConfigurationFile {
  const localeError = (words.language === 'de' ? z.locales.de() : z.locales.en()).localeError
  const result = configurationFile.safeParse(merged.value, { error: localeError })
  if (result.success) return result.data
  const mistakes = result.error.issues.map((issue) => sentenceOf(merged, issue, words))
  throw new Failure([words.notAFile(mistakes.length), ...mistakes], EXIT.refused)
}

function sentenceOf(merged: Merged, issue: Issue, words: Words): string {
  const path = pathOf(issue)
  const place = locate(merged, path)
  return `${place}: ${writePath(path)}: ${explain(merged, issue, words)}`
}

/** A name that is not known is where the mistake is, not what holds it. */
function pathOf(issue: Issue): Path {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  return issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path
}

function explain(merged: Merged, issue: Issue, words: Words): string {
  if (issue.code === 'unrecognized_keys') return words.unknownName(issue.keys.join(', '))
  const value = issue.path.reduce<unknown>(
    (at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part],
    merged.value,
  )
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof value === 'number') return words.quoteIt
  if (value === undefined) return words.missing
  return issue.message
}

export function writePath(path: Path): string {
  return path
    .map((part, position) => {
      if (typeof part === 'number') return `[${part}]`
      if (!/^[\w-]+$/u.test(part)) return `[${JSON.stringify(part)}]`
      return position === 0 ? part : `.${part}`
    })
    .join('')
}
