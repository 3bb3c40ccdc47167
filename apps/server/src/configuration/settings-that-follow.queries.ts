import { type ConfigurationValues, type FeatureKey, isFeatureKey, type PinnedLayer, SETTINGS } from '@maestro/domain'
import type { Platform, Transaction } from '../platform/platform.js'
import { openConfigurations } from './configurations.js'
import { Differences, type ShownChange } from './resolve-configuration.js'

export type FeaturesChanged = {
  readonly deviceId: string
  readonly gained: readonly string[]
  readonly lost: readonly string[]
}

const GOVERNING: ReadonlySet<string> = new Set(SETTINGS.flatMap(({ featureNeeded }) => featureNeeded?.feature ?? []))

/**
 * What becomes different in devices' settings when features come and go, by device; in the transaction that changes them,
 * before or after it has. Worked out from the layers that are released now: those go out again with the licences.
 */
export async function settingsThatFollow(
  platform: Platform,
  tx: Transaction,
  organizationId: string,
  changed: readonly FeaturesChanged[],
): Promise<ReadonlyMap<string, readonly ShownChange[]>> {
  const governing = changed.filter(({ gained, lost }) => [...gained, ...lost].some((feature) => GOVERNING.has(feature)))
  if (governing.length === 0) return new Map()
  const rows = await loadLayered(
    tx,
    organizationId,
    governing.map(({ deviceId }) => deviceId),
  )
  if (rows.length === 0) return new Map()
  const stackOf = ({ layers }: Row) => layers ?? []
  const configurations = await openConfigurations(platform, tx, organizationId, rows.map(stackOf))
  const byDevice = new Map(governing.map((one) => [one.deviceId, one]))
  const differences = new Differences()
  const found = new Map<string, readonly ShownChange[]>()
  for (const row of rows) {
    const { gained = [], lost = [] } = byDevice.get(row.id) ?? {}
    const device = { ...row, own: row.own ?? {} }
    const seenOn = row.hash === null ? row.firmware : row.seenOn
    const resultWith = (come: readonly string[], gone: readonly string[]) =>
      configurations.of({ ...device, features: featuresWith(row.features, come, gone) }, stackOf(row), seenOn)
    const after = resultWith(gained, lost)
    if (after.hash !== row.hash) found.set(row.id, differences.between(resultWith(lost, gained), after))
  }
  return found
}

function featuresWith(features: readonly string[], come: readonly string[], gone: readonly string[]): FeatureKey[] {
  const having = new Set([...features, ...come])
  return [...having]
    .filter((feature) => !gone.includes(feature))
    .filter(isFeatureKey)
    .toSorted()
}

type Row = {
  readonly id: string
  readonly modelKey: string
  readonly firmware: string | null
  readonly features: readonly string[]
  readonly own: ConfigurationValues | null
  /** Of what is released; null: nothing is. */
  readonly hash: string | null
  readonly seenOn: string | null
  readonly layers: readonly PinnedLayer[] | null
}

/** Those of the devices that have layers at all. */
function loadLayered(tx: Transaction, organizationId: string, deviceIds: readonly string[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT d.id, d.model_key AS "modelKey", d.firmware_version AS firmware, d.features, l."values" AS own, c.hash,
      c.firmware_version AS "seenOn", s.layers
    FROM devices d
      LEFT JOIN configuration_layers l ON l.organization_id = d.organization_id AND l.scope_kind = 'device' AND l.scope_id = d.id
      LEFT JOIN released_configurations c ON c.device_id = d.id
      LEFT JOIN configuration_stacks s ON s.id = c.stack_id
    WHERE d.organization_id = ${organizationId}::uuid AND d.id = ANY (${[...deviceIds]}::uuid[])
      AND (l."values" IS NOT NULL OR c.stack_id IS NOT NULL)`
}
