import { type Decision, refuse } from '../decision.js'
import type { Bilingual } from '../language.js'

/** From the broadest to the narrowest. A location may skip kinds and repeat its parent's, but never go back up. */
export const LOCATION_KINDS = ['region', 'site', 'building', 'floor'] as const
export type LocationKind = (typeof LOCATION_KINDS)[number]

/** Deep enough for regions within regions, shallow enough to be walked in one query. */
export const MAXIMUM_LOCATION_DEPTH = 12

export const LOCATION_KIND_NAMES: Readonly<Record<LocationKind, Bilingual>> = {
  region: { en: 'Region', de: 'Region' },
  site: { en: 'Site', de: 'Standort' },
  building: { en: 'Building', de: 'Gebäude' },
  floor: { en: 'Floor', de: 'Etage' },
}

export type LocationPlacement = {
  readonly id: string | null
  readonly kind: LocationKind
  /** Levels below this location; 0 for one without children. */
  readonly height: number
  /** From the root down to the parent; empty for a root. */
  readonly ancestors: readonly { readonly id: string; readonly kind: LocationKind }[]
}

export type PlacementRefusal = 'location.inside-itself' | 'location.kind-too-broad' | 'location.too-deep'

/** Whether a location may stand where it is put, new or moved. */
export function decidePlacement(placement: LocationPlacement): Decision<PlacementRefusal> {
  const { id, kind, height, ancestors } = placement
  if (id !== null && ancestors.some((ancestor) => ancestor.id === id)) return refuse('location.inside-itself')
  const parent = ancestors.at(-1)
  if (parent !== undefined && LOCATION_KINDS.indexOf(kind) < LOCATION_KINDS.indexOf(parent.kind)) {
    return refuse('location.kind-too-broad', { kind, parentKind: parent.kind })
  }
  if (ancestors.length + 1 + height > MAXIMUM_LOCATION_DEPTH) {
    return refuse('location.too-deep', { maximum: MAXIMUM_LOCATION_DEPTH })
  }
  return { ok: true }
}
