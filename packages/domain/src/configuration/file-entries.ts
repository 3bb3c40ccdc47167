import type { Json } from '../json.js'
import { canonicalize } from './canonical.js'
import type { ConfigurationFile, FileAssignment, FileGroup, FileProfile, FileValues } from './configuration-file.js'

/** In the order in which they are made: a profile and a group before they are assigned to one another. */
export const FILE_OBJECTS = ['profile', 'group', 'assignment', 'device', 'freeze-period'] as const
export type FileObject = (typeof FILE_OBJECTS)[number]

/** What a file says about a thing, fact by fact: `priority`, `values.ui.theme`. What is empty is not said. */
export type FileFacts = ReadonlyMap<string, Json>

export type FileEntry = {
  /** Tells whether two entries are about the same thing. */
  readonly id: string
  readonly name: string
  readonly facts: FileFacts
  /** For an assignment: of what to where. */
  readonly assignment?: Pick<FileAssignment, 'profile' | 'scope'>
}

export const VALUE_PREFIX = 'values.'

export function entriesOf(file: ConfigurationFile, object: FileObject): readonly FileEntry[] {
  switch (object) {
    case 'profile':
      return (file.profiles ?? []).map(profileEntry)
    case 'group':
      return (file.groups ?? []).map(groupEntry)
    case 'assignment':
      return (file.assignments ?? []).map(assignmentEntry)
    case 'device':
      return (file.devices ?? []).map(({ serial, values }) => entry(serial, serial, factsOfValues(values)))
    case 'freeze-period':
      return (file.freezePeriods ?? []).map(({ name, from, to, location }) =>
        entry(name, name, [
          ['from', instantOf(from)],
          ['to', instantOf(to)],
          ['location', location],
        ]),
      )
  }
}

type Fact = readonly [string, Json | undefined]

function entry(id: string, name: string, facts: readonly Fact[]): FileEntry {
  const said = facts.filter((fact): fact is readonly [string, Json] => fact[1] !== undefined && !isEmpty(fact))
  return { id, name, facts: new Map(said) }
}

/** An empty text and an empty list are values of settings, but say nothing about anything else. */
function isEmpty([key, fact]: Fact): boolean {
  if (key.startsWith(VALUE_PREFIX)) return false
  return fact === '' || (Array.isArray(fact) && fact.length === 0)
}

function profileEntry({ name, description, values, locked }: FileProfile): FileEntry {
  const facts: readonly Fact[] = [
    ['name', name],
    ['description', description],
    ...factsOfValues(values),
    ['locked', sorted(locked)],
  ]
  return entry(name.toLowerCase(), name, facts)
}

function groupEntry({ name, description, priority, rule, devices }: FileGroup): FileEntry {
  return entry(name.toLowerCase(), name, [
    ['name', name],
    ['description', description],
    ['priority', priority],
    ['rule', rule === undefined ? undefined : plainJson(rule)],
    ['devices', sorted(devices)],
  ])
}

function assignmentEntry({ profile, scope, priority }: FileAssignment): FileEntry {
  const where = scope.name === undefined || scope.name === '' ? null : scope.name
  const place = where !== null && scope.kind === 'group' ? where.toLowerCase() : where
  const id = canonicalize([profile.toLowerCase(), scope.kind, place])
  const name = `${profile} → ${scope.kind}${where === null ? '' : ` ${where}`}`
  return { ...entry(id, name, [['priority', priority]]), assignment: { profile, scope } }
}

function factsOfValues(values: FileValues): readonly Fact[] {
  return Object.entries(values).map(([key, value]) => [`${VALUE_PREFIX}${key}`, value])
}

function sorted(list: readonly string[] | undefined): readonly string[] | undefined {
  return list === undefined ? undefined : [...new Set(list)].sort()
}

/** One spelling for one instant; what is none stays as it is. */
function instantOf(text: string): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? text : new Date(time).toISOString()
}

function plainJson(rule: Readonly<Record<string, unknown>>): Json {
  return JSON.parse(JSON.stringify(rule)) as Json
}
