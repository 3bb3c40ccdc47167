import type { Device, DeviceSummary } from '@maestro/contract'
import { type DropCause, featureDropsAt } from '@maestro/domain'
import type { DeviceRow } from './devices.store.js'

/** A row of a device list, as the database names it. */
export type SummaryRow = {
  id: string
  name: string
  serial: string
  vendor: string
  model_key: string
  room_id: string | null
  room_name: string | null
  state: string
  management: string
  connection: string
  in_call: boolean
  firmware_version: string | null
  registration_mode: string
  features: string[]
  configuration_state: string | null
  drift: number
  problems: string[]
  attention: boolean
  asset_tag: string | null
  last_seen_at: Date | null
}

export function showSummary(row: SummaryRow): DeviceSummary {
  return {
    id: row.id,
    name: row.name,
    serial: row.serial,
    vendor: row.vendor,
    modelKey: row.model_key,
    room: row.room_id ? { id: row.room_id, name: row.room_name ?? '' } : null,
    state: row.state as DeviceSummary['state'],
    management: row.management as DeviceSummary['management'],
    connection: row.connection as DeviceSummary['connection'],
    inCall: row.in_call,
    firmwareVersion: row.firmware_version,
    registrationMode: row.registration_mode as DeviceSummary['registrationMode'],
    features: row.features,
    configurationState: row.configuration_state as DeviceSummary['configurationState'],
    drift: row.drift,
    problems: row.problems,
    attention: row.attention,
    assetTag: row.asset_tag,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  }
}

export function showDevice(row: DeviceRow): Device {
  return {
    ...showSummary({
      ...row,
      model_key: row.modelKey,
      room_id: row.roomId,
      room_name: row.room?.name ?? null,
      in_call: row.inCall,
      firmware_version: row.firmwareVersion,
      registration_mode: row.registrationMode,
      configuration_state: row.configurationState,
      asset_tag: row.assetTag,
      last_seen_at: row.status?.lastSeenAt ?? null,
    }),
    mac: row.mac,
    retiredCause: row.retiredCause,
    factsSource: row.factsSource,
    factsAt: row.factsAt?.toISOString() ?? null,
    registration: row.registration && showRegistration(row.registration),
    activations: row.activations.map(showActivation),
    ...showStatus(row),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  }
}

function showStatus({ status, released }: DeviceRow) {
  return {
    reported: (status?.reported ?? {}) as Record<string, unknown>,
    reportedAt: status?.reportedAt?.toISOString() ?? null,
    agentVersion: status?.agentVersion ?? null,
    transport: status?.transport ?? null,
    connectedAt: status?.connectedAt?.toISOString() ?? null,
    desiredVersion: released ? Number(released.version) : null,
    appliedVersion: Number(status?.appliedVersion ?? 0),
  }
}

function showRegistration(row: NonNullable<DeviceRow['registration']>) {
  return {
    mode: row.mode as Device['registrationMode'],
    target: row.target,
    address: row.address,
    state: row.state,
    reason: row.reason,
    source: row.source,
    recordedAt: row.recordedAt.toISOString(),
  }
}

function showActivation(row: DeviceRow['activations'][number]) {
  const { pool } = row
  const drops = featureDropsAt({
    from: pool.validFrom,
    to: pool.validUntil,
    graceDays: pool.graceDays,
    revokedAt: null,
  })
  return {
    featureKey: row.featureKey,
    activatedAt: row.activatedAt.toISOString(),
    activatedBy: row.activatedBy,
    keyHint: row.keyHint,
    pool: { id: pool.id, orderNumber: pool.orderNumber },
    validUntil: pool.validUntil?.toISOString() ?? null,
    graceUntil: drops?.toISOString() ?? null,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    droppedAt: row.droppedAt?.toISOString() ?? null,
    dropCause: row.dropCause as DropCause | null,
  }
}
