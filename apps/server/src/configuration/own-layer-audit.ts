import type { ConfigurationChange } from '@maestro/domain'
import { type AuditRecord, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { hideSecret, shown } from './secrets.js'

/** What the audit keeps of a change of a device's own layer; of a secret only that it changed. */
export function ownLayerRecord(
  caller: Caller,
  device: { readonly id: string; readonly name: string; readonly roomId: string | null },
  changes: readonly ConfigurationChange[],
  reason: string | null,
): AuditRecord {
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(changes.map((change) => [change.key, shown(hideSecret(change.key, change[which]))]))
  return {
    ...actorOf(caller),
    action: 'configuration.changed',
    objectKind: 'device',
    objectId: device.id,
    objectName: device.name,
    deviceId: device.id,
    roomId: device.roomId,
    before: side('before'),
    after: side('after'),
    reason,
  }
}
