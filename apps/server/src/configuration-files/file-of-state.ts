import type { ConfigurationFile } from '@maestro/contract'
import { type ConfigurationValues, UNCHANGED_SECRET } from '@maestro/domain'
import { isSecret, shown } from '../configuration/secrets.js'
import type { KnownAssignment, KnownFreeze, KnownGroup, KnownProfile, KnownState } from './known-state.queries.js'
import type { Places } from './places.queries.js'

type Section<K extends keyof ConfigurationFile> = ConfigurationFile[K] extends readonly (infer T)[] ? T : never

/** Everything by its name and in one order: the same configuration is the same file. Secrets are left out. */
export function fileOfState(state: KnownState, places: Places): ConfigurationFile {
  return {
    version: 1,
    profiles: byName(state.profiles.filter(({ foreign }) => !foreign)).map(profileOf),
    groups: byName(state.groups).map((group) => groupOf(group, places)),
    assignments: state.assignments.map((assignment) => assignmentOf(assignment, places)).sort(compareAssignments),
    devices: [...state.devices]
      .sort((left, right) => compare(left.serial, right.serial))
      .map(({ serial, values }) => ({ serial, values: valuesOf(values) })),
    freezePeriods: byName(state.freezePeriods).map((freeze) => freezeOf(freeze, places)),
  }
}

function profileOf({ name, description, values, locked }: KnownProfile): Section<'profiles'> {
  return { name, description, values: valuesOf(values), locked: locked.toSorted() }
}

function groupOf({ name, description, priority, rule, serials }: KnownGroup, places: Places): Section<'groups'> {
  const held = rule === null ? { devices: serials.toSorted() } : { rule: ruleOf(rule, places) }
  return { name, description, priority, ...held }
}

/** A rule with the names of places and rooms in it; what is gone keeps its id. Conditions and their values in order. */
function ruleOf(rule: Readonly<Record<string, unknown>>, places: Places): NonNullable<Section<'groups'>['rule']> {
  const named = Object.entries(rule)
    .sort(([left], [right]) => compare(left, right))
    .map(([condition, values]) => {
      if (!Array.isArray(values)) return [condition, values]
      const texts = values.map(String).map((value) => {
        if (condition === 'location') return places.locationName(value) ?? value
        return condition === 'room' ? (places.roomName(value) ?? value) : value
      })
      return [condition, texts.sort(compare)]
    })
  return Object.fromEntries(named)
}

export function assignmentOf(assignment: KnownAssignment, places: Places): Section<'assignments'> {
  const { profile, scopeKind, priority } = assignment
  const kind = scopeKind as Section<'assignments'>['scope']['kind']
  const name = scopeNameOf(assignment, places)
  return { profile, scope: name === null ? { kind } : { kind, name }, priority }
}

function scopeNameOf({ scopeKind, scopeId, scopeName }: KnownAssignment, places: Places): string | null {
  switch (scopeKind) {
    case 'organization':
    case 'partner':
      return null
    case 'location':
      return places.locationName(scopeId) ?? scopeId
    case 'room':
      return places.roomName(scopeId) ?? scopeId
    case 'group':
    case 'device':
      return scopeName ?? scopeId
    case 'model':
      return scopeId
  }
}

function freezeOf({ name, startsAt, endsAt, locationId }: KnownFreeze, places: Places): Section<'freezePeriods'> {
  const location = locationId === null ? undefined : places.locationName(locationId)
  return { name, from: startsAt.toISOString(), to: endsAt.toISOString(), ...(location ? { location } : {}) }
}

function valuesOf(values: ConfigurationValues): Section<'profiles'>['values'] {
  const entries = Object.entries(values).sort(([left], [right]) => compare(left, right))
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isSecret(key) ? { ...UNCHANGED_SECRET } : (shown(value) ?? '')]),
  )
}

function byName<T extends { readonly name: string }>(things: readonly T[]): T[] {
  return [...things].sort((left, right) => compare(left.name.toLowerCase(), right.name.toLowerCase()))
}

function compareAssignments(left: Section<'assignments'>, right: Section<'assignments'>): number {
  return compare(orderOf(left), orderOf(right)) || left.priority - right.priority
}

function orderOf({ profile, scope }: Section<'assignments'>): string {
  return `${scope.kind}\u0000${scope.name ?? ''}\u0000${profile.toLowerCase()}`
}

/** By code units: not as people sort, but everywhere alike. */
export function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1
}
