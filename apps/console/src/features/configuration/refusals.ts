import { isProblem } from '@/api/problem'
import type { Draft } from './draft'
import type { KnownSetting } from './setting-catalogue'

export interface Refusals {
  /** The sentence for each key that was refused. */
  readonly byKey: ReadonlyMap<string, string>
  /** Features whose licence would lift a refusal. */
  readonly features: readonly string[]
  /** The sentence when nothing is said about single keys. */
  readonly whole: string | undefined
}

/** The setting that a path in a refused body points at. */
export const keyOfPath = (path: string) => path.replace(/^[/.]*((values|locked)[/.])?/, '').replaceAll('~1', '/')

/** Sorts a refused change by setting, and finds which licences are missing for it. */
export function refusalsOf(error: Error | null, draft: Draft, settings: ReadonlyMap<string, KnownSetting>): Refusals {
  if (!isProblem(error)) return { byKey: new Map(), features: [], whole: undefined }
  const byKey = new Map(error.errors.map((one) => [keyOfPath(one.path), one.message]))
  const features = [...byKey.keys()].flatMap((key) => {
    const value = draft[key]
    const feature = value === null || value === undefined ? null : settings.get(key)?.featureFor(value)
    return feature ? [feature] : []
  })
  return { byKey, features: [...new Set(features)], whole: byKey.size === 0 ? error.detail : undefined }
}
