import type { Bilingual } from '../language.js'
import type { ContentSharing, DeviceFamily, ModelLimits } from './device-model.js'
import type { FeatureKey } from './feature.js'
import type { FirmwareBounds } from './firmware.js'
import type { SettingGroupKey } from './setting-groups.js'

/** Where a value can be set, from the broadest to the narrowest. Later ones win. */
export const LAYER_KINDS = [
  'default',
  'partner',
  'organization',
  'location',
  'group',
  'model',
  'room',
  'device',
] as const
export type LayerKind = (typeof LAYER_KINDS)[number]

export type SettingType = 'enum' | 'bool' | 'int' | 'string' | 'set' | 'secret'

/** A set is an array of its members, in the order of the catalogue. */
export type SettingValue = boolean | number | string | readonly string[]

export type SettingUnit = '%' | 'dB' | 's' | 'min' | 'kbit/s' | 'byte' | 'character'

/** Stricter than a length. The empty string stands for "none" and is always allowed, except for times and zones. */
export type SettingFormat = 'time-of-day' | 'time-zone' | 'ipv4' | 'ip' | 'url' | 'mailbox'

/** `set`: whenever the setting has a value at all. `index`: from that index on. `values`: for these values only. */
export type FeatureRule =
  | { readonly feature: FeatureKey; readonly when: 'set' }
  | { readonly feature: FeatureKey; readonly when: 'index'; readonly from: number }
  | { readonly feature: FeatureKey; readonly when: 'values'; readonly values: readonly SettingValue[] }

/** Indexes count from `from` to `to`, or to the model's own limit where that is smaller. */
export type SettingIndexes = { readonly from: number; readonly to: number; readonly limit?: keyof ModelLimits }

/** What a model must have for the setting, or for one of its values, to exist there. */
export type ModelNeed = {
  readonly vendor?: string
  readonly licensable?: FeatureKey
  readonly contentSharing?: ContentSharing
  readonly screens?: number
}

/**
 * On which firmware the setting exists, and single values of it. Models for which the maker kept another pace have bounds
 * of their own in place of the common ones. The public references that the settings come from name no firmware: the bounds
 * are those of the room systems that this catalogue describes, and ours.
 */
export type FirmwareRule = FirmwareBounds & {
  readonly values?: Readonly<Record<string, FirmwareBounds>>
  readonly models?: Readonly<Record<string, FirmwareBounds>>
}

/** The setting must have a value, and not an empty one, while another has this value. */
export type SettingRequirement = { readonly key: string; readonly value: SettingValue }

/** A setting as the data files write it: what is left out is null, false, room systems or the partner (secrets: the organization). */
export type SettingFacts = {
  /** `[n]` stands for an index. */
  readonly key: string
  readonly type: SettingType
  readonly name: Bilingual
  readonly description: Bilingual
  readonly values?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly format?: SettingFormat
  readonly unit?: SettingUnit
  readonly default?: SettingValue
  readonly restart?: boolean
  readonly core?: boolean
  readonly indexes?: SettingIndexes
  readonly broadestLayer?: LayerKind
  readonly featureNeeded?: FeatureRule
  readonly requiredWhen?: SettingRequirement
  readonly families?: readonly DeviceFamily[]
  readonly modelNeeds?: ModelNeed
  readonly valueNeeds?: Readonly<Record<string, ModelNeed>>
  readonly firmware?: FirmwareRule
}

export type Setting = {
  readonly key: string
  readonly group: SettingGroupKey
  readonly type: SettingType
  readonly name: Bilingual
  readonly description: Bilingual
  /** For `enum` and `set`; null where a format says what is allowed. */
  readonly values: readonly string[] | null
  readonly minimum: number | null
  readonly maximum: number | null
  readonly maxLength: number | null
  readonly format: SettingFormat | null
  readonly unit: SettingUnit | null
  /** What the device does when nobody sets it; null when that is not known. */
  readonly default: SettingValue | null
  readonly restart: boolean
  readonly secret: boolean
  readonly core: boolean
  readonly indexes: SettingIndexes | null
  readonly broadestLayer: LayerKind
  readonly featureNeeded: FeatureRule | null
  readonly requiredWhen: SettingRequirement | null
  readonly families: readonly DeviceFamily[]
  readonly modelNeeds: ModelNeed
  readonly valueNeeds: Readonly<Record<string, ModelNeed>>
  /** Null: on every firmware. */
  readonly firmware: FirmwareRule | null
}

const LEFT_OUT = {
  values: null,
  minimum: null,
  maximum: null,
  maxLength: null,
  format: null,
  unit: null,
  default: null,
  restart: false,
  core: false,
  indexes: null,
  broadestLayer: 'partner',
  featureNeeded: null,
  requiredWhen: null,
  families: ['room-system'],
  modelNeeds: {},
  valueNeeds: {},
  firmware: null,
} as const

export function completeSetting(group: SettingGroupKey, facts: SettingFacts): Setting {
  const secret = facts.type === 'secret'
  // One secret for all customers of a partner would be everybody's.
  return { ...LEFT_OUT, ...(secret ? { broadestLayer: 'organization' } : {}), ...facts, group, secret }
}
