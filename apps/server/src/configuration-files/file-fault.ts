import type { FileAction } from '@maestro/domain'
import type { FieldError } from '../platform/http/refused.js'

/** What is wrong, and where in the file. */
export type FileFault = FieldError

const SECTIONS = {
  profile: 'profiles',
  group: 'groups',
  assignment: 'assignments',
  device: 'devices',
  'freeze-period': 'freezePeriods',
} as const satisfies Record<FileAction['object'], string>

/** `profiles[2]`; the section alone for what the file leaves out. */
export function pathOfEntry(object: FileAction['object'], index: number | undefined): string {
  return index === undefined ? SECTIONS[object] : `${SECTIONS[object]}[${index}]`
}

export function pathOfValue(entry: string, key: string): string {
  return `${entry}.values[${JSON.stringify(key)}]`
}
