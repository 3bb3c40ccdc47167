import type { RefusalParams } from '../decision.js'
import { type ConfigurationFile, isUnchangedSecret } from './configuration-file.js'
import { entriesOf, FILE_OBJECTS, type FileEntry, type FileObject, VALUE_PREFIX } from './file-entries.js'

export type FileErrorCode =
  | 'configuration.file-repeats'
  | 'configuration.file-rule-and-devices'
  | 'configuration.file-secret-missing'

/** `path` is where in the file: `profiles[2].values["sip.password"]`. */
export type FileError = { readonly path: string; readonly code: FileErrorCode; readonly params: RefusalParams }

const SECTIONS: Readonly<Record<FileObject, keyof ConfigurationFile>> = {
  profile: 'profiles',
  group: 'groups',
  assignment: 'assignments',
  device: 'devices',
  'freeze-period': 'freezePeriods',
}

/**
 * What a file cannot mean: a thing twice, a group by rule and by hand, a secret that is to stay where there is none.
 * Whether its values are valid is asked of `validateProfile` and `validateChanges`.
 */
export function checkFile(current: ConfigurationFile, wanted: ConfigurationFile): readonly FileError[] {
  return FILE_OBJECTS.flatMap((object) => {
    const entries = entriesOf(wanted, object)
    const known = new Map(entriesOf(current, object).map((entry) => [entry.id, entry]))
    const seen = new Set<string>()
    return entries.flatMap((entry, at) => {
      const repeats = seen.has(entry.id)
      seen.add(entry.id)
      return errorsOf(entry, known.get(entry.id), `${SECTIONS[object]}[${at}]`, repeats)
    })
  })
}

function errorsOf(
  { name, facts }: FileEntry,
  known: FileEntry | undefined,
  path: string,
  repeats: boolean,
): readonly FileError[] {
  const errors: FileError[] = []
  if (repeats) errors.push({ path, code: 'configuration.file-repeats', params: { name } })
  if (facts.has('rule') && facts.has('devices')) {
    errors.push({ path, code: 'configuration.file-rule-and-devices', params: { name } })
  }
  for (const [fact, value] of facts) {
    if (!isUnchangedSecret(value) || known?.facts.has(fact)) continue
    const key = fact.slice(VALUE_PREFIX.length)
    const where = `${path}.values[${JSON.stringify(key)}]`
    errors.push({ path: where, code: 'configuration.file-secret-missing', params: { name, key } })
  }
  return errors
}
