import { type ConfigurationValues, type Layer, layerOf, type PinnedLayer } from '@maestro/domain'
import type { KeyRing } from '../platform/keys.js'
import type { Transaction } from '../platform/platform.js'
import { RecentlyUsed } from './recently-used.js'
import { openValues } from './secrets.js'

const PROFILE_VERSIONS_KEPT = 2_000

type OpenedVersion = { readonly values: ConfigurationValues; readonly locked: readonly string[] }

/** Versions of profiles with their secrets opened, for one piece of work. */
export type OpenedProfiles = {
  /** The layers of a stack with what they hold. */
  layersOf(stack: readonly PinnedLayer[]): readonly Layer[]
  /** One text for what the layers hold, wherever they are assigned. */
  contentOf(stack: readonly PinnedLayer[]): string
}

/** Remembers opened versions. A version never changes; the mark tells it from one whose transaction came to nothing. */
export class PinnedProfiles {
  private readonly opened = new RecentlyUsed<OpenedVersion>(PROFILE_VERSIONS_KEPT)

  constructor(private readonly keyRing: KeyRing) {}

  /** In two queries at most, however many stacks. */
  async open(
    tx: Transaction,
    organizationId: string,
    stacks: Iterable<readonly PinnedLayer[]>,
  ): Promise<OpenedProfiles> {
    const pins = new Map([...stacks].flat().map((pin) => [keyOf(pin), pin]))
    const marks = await loadMarks(tx, organizationId, [...pins.values()])
    const versions = new Map<string, OpenedVersion>()
    const unknown: PinnedLayer[] = []
    for (const [key, pin] of pins) {
      const known = this.opened.get(`${key} ${marks.get(key)}`)
      if (known) versions.set(key, known)
      else unknown.push(pin)
    }
    for (const { profileId, version, values, locked } of await loadVersions(tx, organizationId, unknown)) {
      const key = keyOf({ profileId, version })
      const opened = { values: openValues(this.keyRing, profileId, values), locked }
      versions.set(key, this.opened.set(`${key} ${marks.get(key)}`, opened))
    }
    return {
      layersOf: (stack) => stack.map((pin) => layer(pin, versions.get(keyOf(pin)))),
      contentOf: (stack) => stack.map((pin) => `${keyOf(pin)}~${marks.get(keyOf(pin))}`).join(','),
    }
  }
}

type Pin = Pick<PinnedLayer, 'profileId' | 'version'>

function keyOf({ profileId, version }: Pin): string {
  return `${profileId}@${version}`
}

function layer(pin: PinnedLayer, version: OpenedVersion | undefined): Layer {
  if (!version) throw new Error(`Version ${pin.version} of the profile ${pin.profileId} is not there.`)
  return layerOf(pin, version.values, version.locked)
}

async function loadMarks(
  tx: Transaction,
  organizationId: string,
  pins: readonly Pin[],
): Promise<ReadonlyMap<string, string>> {
  if (pins.length === 0) return new Map()
  const rows = await tx.$queryRaw<(Pin & { mark: string })[]>`
    SELECT v.profile_id AS "profileId", v.version, v.xmin::text AS mark FROM profile_versions v
      JOIN unnest(${pins.map(({ profileId }) => profileId)}::uuid[], ${pins.map(({ version }) => version)}::int[]) AS n (id, version)
        ON v.profile_id = n.id AND v.version = n.version
    WHERE v.organization_id = ${organizationId}::uuid`
  return new Map(rows.map(({ mark, ...pin }) => [keyOf(pin), mark]))
}

async function loadVersions(
  tx: Transaction,
  organizationId: string,
  pins: readonly Pin[],
): Promise<(Pin & { values: ConfigurationValues; locked: string[] })[]> {
  if (pins.length === 0) return []
  return tx.$queryRaw<(Pin & { values: ConfigurationValues; locked: string[] })[]>`
    SELECT v.profile_id AS "profileId", v.version, v."values", v.locked FROM profile_versions v
      JOIN unnest(${pins.map(({ profileId }) => profileId)}::uuid[], ${pins.map(({ version }) => version)}::int[]) AS n (id, version)
        ON v.profile_id = n.id AND v.version = n.version
    WHERE v.organization_id = ${organizationId}::uuid`
}
