import type { LayerReference, PinnedLayer } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'
import { loadProfileNames } from './profile-names.queries.js'
import { loadScopeNames } from './scope-names.queries.js'

/** A layer as people know it. */
export type NamedLayer = {
  readonly kind: string
  readonly name: string
  readonly scopeId?: string
  readonly profile?: { readonly id: string; readonly name: string; readonly version: number }
}
export type LayerNames = {
  ofPin(pin: PinnedLayer): NamedLayer
  /** Of a layer among those that lie on a device. */
  of(reference: LayerReference, stack: readonly PinnedLayer[]): NamedLayer
}

/** The names of layers, in two queries. `devices` are those whose own layers are meant too. */
export async function loadLayerNames(
  tx: Transaction,
  organizationId: string,
  pins: readonly PinnedLayer[],
  devices: readonly string[],
): Promise<LayerNames> {
  const scopes = await loadScopeNames(tx, organizationId, [
    ...pins.map(({ kind, scopeId: id }) => ({ kind, id })),
    ...devices.map((id) => ({ kind: 'device', id })),
  ])
  const profiles = await loadProfileNames(
    tx,
    organizationId,
    pins.map(({ profileId }) => profileId),
  )
  const ofPin = ({ kind, scopeId, profileId, version }: PinnedLayer): NamedLayer => ({
    kind,
    name: scopes.of({ kind, id: scopeId }),
    scopeId,
    profile: { id: profileId, name: profiles.get(profileId) ?? '', version },
  })
  return {
    ofPin,
    of: ({ kind, id, profileId }, stack) => {
      const pin = stack.find((each) => each.kind === kind && each.scopeId === id && each.profileId === profileId)
      if (pin) return ofPin(pin)
      return kind === 'default' ? { kind, name: 'default' } : { kind, name: scopes.of({ kind, id }), scopeId: id }
    },
  }
}
