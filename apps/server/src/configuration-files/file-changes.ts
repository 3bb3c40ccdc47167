import type { ConfigurationFile } from '@maestro/contract'
import {
  type ConfigurationInput,
  type FileAction,
  isUnchangedSecret,
  type Json,
  type SettingValue,
} from '@maestro/domain'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import type { PlannedFile } from './planned-file.js'

/** One action of a plan on its way to the verb that does it. */
export type FileStep<E = unknown> = {
  readonly tx: Transaction
  readonly caller: Caller
  readonly plan: PlannedFile
  readonly action: FileAction
  /** What the file says about the thing; none where the file leaves it out. */
  readonly entry: E | undefined
  readonly index: number | undefined
  /** Ids of what this file made, and of what was there, by {@link idKey}. */
  readonly ids: Map<string, string>
  readonly reason: string | undefined
}

export function idKey(object: FileAction['object'], name: string): string {
  return `${object} ${name.toLowerCase()}`
}

/** The id of a thing that the plan counts on; when it is gone the plan is out of date. */
export function idOf({ ids }: FileStep, object: FileAction['object'], name: string): string {
  const id = ids.get(idKey(object, name))
  if (id === undefined) throw new Refused('configuration.plan-outdated')
  return id
}

/** The new value of a fact that the plan changes; undefined where it does not. Null: it goes. */
export function changedTo({ changes }: FileAction, fact: string): Json | undefined {
  return changes.find(({ key }) => key === fact)?.after
}

/** The changed setting values, as the file says them: the plan hides secrets. */
export function valuesChanged(
  { changes }: FileAction,
  entry: Pick<ConfigurationFile['profiles'][number], 'values'> | undefined,
): ConfigurationInput {
  const values = changes.filter(({ key }) => key.startsWith('values.'))
  return Object.fromEntries(
    values.flatMap(({ key: fact, after }): [string, SettingValue | null][] => {
      const key = fact.slice('values.'.length)
      const value = after === null ? null : entry?.values[key]
      return value === undefined || isUnchangedSecret(value) ? [] : [[key, value]]
    }),
  )
}

/** A list of names that a fact holds. */
export function namesIn(fact: Json | undefined): readonly string[] {
  return Array.isArray(fact) ? fact.map(String) : []
}
