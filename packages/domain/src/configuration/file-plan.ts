import { findSettingAnywhere } from '../catalogue/settings-of-model.js'
import type { Json } from '../json.js'
import { canonicalize } from './canonical.js'
import {
  CHANGED_SECRET,
  type ConfigurationFile,
  type FileAssignment,
  isUnchangedSecret,
  UNCHANGED_SECRET,
} from './configuration-file.js'
import {
  entriesOf,
  FILE_OBJECTS,
  type FileEntry,
  type FileFacts,
  type FileObject,
  VALUE_PREFIX,
} from './file-entries.js'

/** `key` is `description`, `priority`, `locked` and the like, or `values.` and a setting's key. Null: not there. */
export type FileChange = { readonly key: string; readonly before: Json; readonly after: Json }

export type FileAction = {
  readonly kind: 'create' | 'update' | 'delete'
  readonly object: FileObject
  readonly name: string
  /** Sorted by key. Secrets are never in it: only whether one is set, stays or goes. */
  readonly changes: readonly FileChange[]
  /** For an assignment: of what to where. */
  readonly assignment?: Pick<FileAssignment, 'profile' | 'scope'>
}

/** Things that need others are removed before them. */
const REMOVAL: readonly FileObject[] = ['assignment', 'device', 'group', 'profile', 'freeze-period']

/**
 * What must happen for `current` to become what `wanted` says: removals first, then what is made and changed, in an order
 * in which nothing names what is not there yet. What `wanted` leaves out — a thing, a value, a lock, a member — stays,
 * unless `prune` says that it goes. A group changes between rule and members as soon as the file names the other.
 */
export function planFile(
  current: ConfigurationFile,
  wanted: ConfigurationFile,
  { prune }: { readonly prune: boolean },
): readonly FileAction[] {
  const removals = prune ? REMOVAL.flatMap((object) => removalsOf(object, current, wanted)) : []
  return [...removals, ...FILE_OBJECTS.flatMap((object) => changesOf(object, current, wanted, prune))]
}

const NOTHING: FileFacts = new Map()

function removalsOf(object: FileObject, current: ConfigurationFile, wanted: ConfigurationFile): readonly FileAction[] {
  const kept = new Set(entriesOf(wanted, object).map(({ id }) => id))
  return inOrder(entriesOf(current, object))
    .filter(({ id }) => !kept.has(id))
    .map((entry) => actionFor('delete', object, entry, difference(entry.facts, NOTHING)))
}

function changesOf(
  object: FileObject,
  current: ConfigurationFile,
  wanted: ConfigurationFile,
  prune: boolean,
): readonly FileAction[] {
  const before = new Map(entriesOf(current, object).map((entry) => [entry.id, entry.facts]))
  return inOrder(entriesOf(wanted, object)).flatMap((entry): readonly FileAction[] => {
    const facts = before.get(entry.id)
    const changes = difference(facts ?? NOTHING, wantedFacts(facts ?? NOTHING, entry.facts, prune))
    if (facts === undefined) return [actionFor('create', object, entry, changes)]
    return changes.length === 0 ? [] : [actionFor('update', object, entry, changes)]
  })
}

function inOrder(entries: readonly FileEntry[]): readonly FileEntry[] {
  return [...entries].sort((left, right) => (left.id < right.id ? -1 : 1))
}

/** The name is in the action already; as a change it says something only where it is written anew. */
function actionFor(
  kind: FileAction['kind'],
  object: FileObject,
  { name, assignment }: FileEntry,
  all: readonly FileChange[],
): FileAction {
  const changes = kind === 'update' ? all : all.filter(({ key }) => key !== 'name')
  return assignment === undefined
    ? { kind, object, name, changes }
    : { kind, object, name, changes, assignment: { ...assignment } }
}

/** What the thing is to be: a secret that is to stay is what it was, and without pruning so is all that is left out. */
function wantedFacts(current: FileFacts, wanted: FileFacts, prune: boolean): FileFacts {
  const said = [...wanted].flatMap(([key, fact]): readonly (readonly [string, Json])[] => {
    const known = isUnchangedSecret(fact) ? current.get(key) : fact
    return known === undefined ? [] : [[key, known]]
  })
  if (prune) return new Map(said)
  const merged = new Map([...current, ...said].filter(([key]) => !isReplaced(key, wanted)))
  for (const key of ['locked', 'devices']) {
    if (merged.has(key)) merged.set(key, [...new Set([...listIn(current, key), ...listIn(wanted, key)])].sort())
  }
  return merged
}

function isReplaced(key: string, wanted: FileFacts): boolean {
  return (key === 'rule' && wanted.has('devices')) || (key === 'devices' && wanted.has('rule'))
}

function listIn(facts: FileFacts, key: string): readonly string[] {
  const list = facts.get(key)
  return Array.isArray(list) ? list.map(String) : []
}

function difference(before: FileFacts, after: FileFacts): readonly FileChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort()
  return keys
    .filter((key) => sameFact(before.get(key), after.get(key)) === false)
    .map((key) => shown(key, before.get(key) ?? null, after.get(key) ?? null))
}

function sameFact(left: Json | undefined, right: Json | undefined): boolean {
  if (left === undefined || right === undefined) return left === right
  return canonicalize(inAnyOrder(left)) === canonicalize(inAnyOrder(right))
}

function inAnyOrder(fact: Json): Json {
  return Array.isArray(fact) ? fact.map((member: Json) => canonicalize(member)).sort() : fact
}

function shown(key: string, before: Json, after: Json): FileChange {
  const setting = key.startsWith(VALUE_PREFIX) ? findSettingAnywhere(key.slice(VALUE_PREFIX.length)) : undefined
  const secret = setting?.secret === true || isUnchangedSecret(before) || isUnchangedSecret(after)
  if (!secret) return { key, before, after }
  return { key, before: before && UNCHANGED_SECRET, after: after && CHANGED_SECRET }
}
