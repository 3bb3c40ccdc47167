import type { GroupRule } from '@maestro/contract'
import { ROOM_TYPES } from '@maestro/domain'

/** The conditions of a rule that are lists of choices. */
export const conditionNames = ['model', 'firmware', 'registration', 'feature', 'location', 'roomType'] as const
export type ConditionName = (typeof conditionNames)[number]

export type RuleDraft = { readonly search: string; readonly room: readonly string[] } & Readonly<
  Record<ConditionName, readonly string[]>
>

export const noConditions: RuleDraft = {
  search: '',
  room: [],
  model: [],
  firmware: [],
  registration: [],
  feature: [],
  location: [],
  roomType: [],
}

export function draftOf(rule: GroupRule | null): RuleDraft {
  const given = Object.entries(rule ?? {}).filter(([, condition]) => condition !== undefined)
  return { ...noConditions, ...Object.fromEntries(given) }
}

/** The rule as the API takes it; null while it has no condition. */
export function ruleOf({ search, roomType, ...lists }: RuleDraft): GroupRule | null {
  const types = ROOM_TYPES.filter((type) => roomType.includes(type))
  const rule = {
    ...(search.trim() && { search: search.trim() }),
    ...Object.fromEntries(
      Object.entries(lists)
        .filter(([, chosen]) => chosen.length > 0)
        .map(([name, chosen]) => [name, [...chosen]]),
    ),
    ...(types.length > 0 && { roomType: types }),
  }
  return Object.keys(rule).length > 0 ? rule : null
}
