import {
  type ApplyError,
  type ApplyStatus,
  applyMergePatch,
  isJsonObject,
  type Json,
  type JsonObject,
  mergePatch,
} from '@maestro/contract/devices'
import type { Reaction } from './behaviour.js'
import type { Random } from './random.js'

export type Applied = {
  readonly settings: JsonObject
  readonly status: Exclude<ApplyStatus, 'applying'>
  readonly errors: readonly ApplyError[]
}

/** What becomes of the settings a device has when it is told others. */
export function apply(
  has: JsonObject,
  wanted: JsonObject,
  reaction: Exclude<Reaction, 'silent'>,
  random: Random,
): Applied {
  const patch = mergePatch(has, wanted)
  const paths = leavesOf(patch, [])
  if (reaction === 'normal' || paths.length === 0) return { settings: wanted, status: 'applied', errors: [] }
  if (reaction === 'fails')
    return {
      settings: has,
      status: 'failed',
      errors: [{ path: '', code: 'apply-failed', msg: 'The configuration service did not start.' }],
    }
  const refused = random() < 0.5 ? paths : paths.slice(0, 1)
  const settings = refused.reduce((kept, path) => putBack(kept, has, path), wanted)
  return { settings, status: refused.length < paths.length ? 'partial' : 'failed', errors: refused.map(refusalOf) }
}

/** The same when the licence file that came with it was refused. */
export function withoutLicense(applied: Applied, has: JsonObject, refusal: ApplyError): Applied {
  const changed = Object.keys(mergePatch(has, applied.settings)).length > 0
  return { ...applied, status: changed ? 'partial' : 'failed', errors: [...applied.errors, refusal] }
}

function refusalOf(path: readonly string[]): ApplyError {
  return {
    path: `/settings/${path.map((part) => part.replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}`,
    code: 'unsupported',
    msg: 'The connected equipment does not support this value.',
  }
}

function leavesOf(value: Json, path: readonly string[]): (readonly string[])[] {
  if (!isJsonObject(value)) return [path]
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]))
}

function putBack(settings: JsonObject, former: JsonObject, path: readonly string[]): JsonObject {
  const value = path.reduce<Json | undefined>((at, name) => (isJsonObject(at) ? at[name] : undefined), former)
  const patch = path.reduceRight<Json>((inner, name) => ({ [name]: inner }), value ?? null)
  return applyMergePatch(settings, patch as JsonObject) as JsonObject
}
