import type { LicenseBatch, LicenseBatchDevice } from '@maestro/contract'
import type { BatchDeviceRow, BatchRow } from './license-batches.store.js'

export function showBatch(row: BatchRow): LicenseBatch {
  return {
    id: row.id,
    action: row.action as LicenseBatch['action'],
    featureKey: row.featureKey,
    scope: row.scope as LicenseBatch['scope'],
    state: row.state as LicenseBatch['state'],
    previewHash: row.previewHash,
    freeUnits: row.freeUnits,
    total: row.total,
    expected: row.expected as LicenseBatch['expected'],
    done: row.done,
    results: row.results as LicenseBatch['results'],
    reason: row.reason,
    createdBy: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

export function showBatchDevice({ position, device, expected, result }: BatchDeviceRow): LicenseBatchDevice {
  const { id, name, serial, modelKey, room } = device
  return {
    position,
    device: { id, name, serial, modelKey },
    room: room && { id: room.id, name: room.name },
    expected: expected as LicenseBatchDevice['expected'],
    result: result as LicenseBatchDevice['result'],
  }
}
