import { missingPeripherals, type PeripheralCounts } from '@maestro/domain'
import type { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import { judgeDevices } from './devices.jobs.js'

type Payload = z.infer<typeof judgeDevices.payload>

type Reported = {
  screens?: unknown[] | null
  camera?: { connected?: boolean | null } | null
  touchPanel?: { connected?: boolean | null } | null
  peripherals?: { kind: string; connected: boolean }[] | null
}

/** Notes which expected equipment a device does not find, so that lists and overviews can show it. */
export class JudgeDevices implements JobHandler<Payload> {
  readonly job = judgeDevices

  constructor(private readonly platform: Platform) {}

  async handle({ organizationId, deviceIds }: Payload): Promise<void> {
    const { prisma, pool } = this.platform.database
    const changed = await inOrganization({ organizationId, actor: 'system:devices' }, async () => {
      const devices = await prisma.device.findMany({
        where: { organizationId, id: { in: deviceIds }, management: 'linked' },
        include: { room: true, status: true },
      })
      const judged = devices
        .filter(({ status }) => status?.reportedAt)
        .map((device) => ({
          id: device.id,
          before: device.problems,
          after: problemsOf(device.room?.expected, device.status?.reported),
        }))
        .filter(({ before, after }) => before.join() !== after.join())
      if (judged.length === 0) return []
      await pool.query(
        // Locked in the order in which everybody locks several devices.
        `WITH judged AS (SELECT d.id, n.problems FROM devices d JOIN jsonb_to_recordset($1) AS n (id uuid, problems jsonb) ON n.id = d.id
           ORDER BY d.id FOR NO KEY UPDATE OF d)
         UPDATE devices d SET problems = ARRAY(SELECT jsonb_array_elements_text(judged.problems)) FROM judged WHERE d.id = judged.id`,
        [JSON.stringify(judged.map(({ id, after }) => ({ id, problems: after })))],
      )
      return judged.map(({ id }) => id)
    })
    if (changed.length > 0) this.platform.live.publish(organizationId, 'device', changed)
  }
}

function problemsOf(expected: unknown, reported: unknown): string[] {
  return missingPeripherals((expected ?? {}) as PeripheralCounts, foundIn((reported ?? {}) as Reported)).map(
    (kind) => `${kind}-missing`,
  )
}

/** What a report says is there, counted by kind. */
export function foundIn(reported: Reported): PeripheralCounts {
  const connected = (reported.peripherals ?? []).filter((peripheral) => peripheral.connected)
  const listed = (kind: string) => connected.filter((peripheral) => peripheral.kind === kind).length
  return {
    display: reported.screens?.length ?? 0,
    camera: listed('camera') + (isThere(reported.camera) ? 1 : 0),
    'touch-panel': listed('touch-panel') + (isThere(reported.touchPanel) ? 1 : 0),
    microphone: listed('microphone'),
    speaker: listed('speaker'),
    'content-dongle': listed('content-dongle'),
  }
}

function isThere(part: { connected?: boolean | null } | null | undefined): boolean {
  return part ? part.connected !== false : false
}
