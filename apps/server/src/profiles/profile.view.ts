import type { Profile, ProfileSummary } from '@maestro/contract'
import { type ConfigurationValues, modelsLacking, type ScopeKind } from '@maestro/domain'
import { hideSecret, type Shown, shown } from '../configuration/secrets.js'
import type { ScopeNames } from './scope-names.queries.js'

export type ProfileRow = {
  id: string
  name: string
  description: string
  version: number
  values: unknown
  locked: string[]
  originOrganizationId: string | null
  originName: string | null
  createdByName: string
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
  assignments: { scopeKind: string; scopeId: string }[]
}

export function scopesOfRow({ assignments }: Pick<ProfileRow, 'assignments'>): { kind: ScopeKind; id: string }[] {
  return assignments.map(({ scopeKind, scopeId }) => ({ kind: scopeKind as ScopeKind, id: scopeId }))
}

export function showProfileSummary(row: ProfileRow, names: ScopeNames): ProfileSummary {
  const { id, name, description, version, locked, originOrganizationId, originName } = row
  return {
    id,
    name,
    description,
    version,
    settings: Object.keys(row.values as object).length,
    locks: locked.length,
    assignments: scopesOfRow(row).map((scope) => ({ ...scope, name: names.of(scope) })),
    origin: originOrganizationId ? { organizationId: originOrganizationId, name: originName ?? '' } : null,
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }
}

export function showProfile(row: ProfileRow, names: ScopeNames, reach: Profile['reach']): Profile {
  return {
    ...showProfileSummary(row, names),
    values: showValues(row.values),
    locked: row.locked,
    lacking: showLacking(row.values as ConfigurationValues),
    reach,
    createdBy: row.createdByName,
    createdAt: row.createdAt.toISOString(),
  }
}

/** Values as they are stored, without their secrets. */
export function showValues(stored: unknown): Record<string, Exclude<Shown, null>> {
  return Object.fromEntries(
    Object.entries(stored as ConfigurationValues).map(([key, value]) => [key, shown(hideSecret(key, value)) ?? '']),
  )
}

export function showLacking(values: ConfigurationValues): Profile['lacking'] {
  return modelsLacking(values).map(({ key, models }) => ({ key, models: [...models] }))
}
