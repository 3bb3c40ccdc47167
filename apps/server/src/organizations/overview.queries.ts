import type { Overview } from '@maestro/contract'
import { sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { NoticeQueries } from '../license-terms/notices.queries.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform } from '../platform/platform.js'

const NEEDS_SHOWN = 20
const NOTICES_SHOWN = 20
const FIRMWARE_SHOWN = 12
const EXPIRES_SOON = '30 days'

type Totals = { counters: Record<string, number>; licenses: Overview['licenses']; running: number; failed: number }
type Need = {
  device_id: string
  device_name: string
  room_id: string | null
  room_name: string | null
  reason: string
  since: Date | null
}

/** What an organization's first page shows: a handful of statements, whatever the size of the fleet. */
@Injectable()
export class OverviewQueries {
  constructor(
    private readonly platform: Platform,
    private readonly notices: NoticeQueries,
  ) {}

  async show(caller: Caller): Promise<Overview> {
    const { organizationId } = caller
    const [totals, needs, licenseNotices, firmware] = await Promise.all([
      this.totals(organizationId),
      this.needs(organizationId),
      this.notices.forOverview(caller, NOTICES_SHOWN),
      this.firmware(organizationId),
    ])
    const count = (name: string) => totals.counters[name] ?? 0
    return {
      rooms: count('rooms.all'),
      devices: {
        all: count('devices.all'),
        online: count('devices.online'),
        offline: count('devices.offline'),
        inCall: count('devices.in-call'),
        attention: count('devices.attention'),
        drift: count('devices.drift'),
        staged: count('devices.staged'),
        recorded: count('devices.recorded'),
      },
      licenses: totals.licenses,
      deployments: { running: totals.running, failedTargets: totals.failed },
      needs,
      licenseNotices,
      firmware,
    }
  }

  private async totals(organizationId: string): Promise<Totals> {
    const { rows } = await sql<Totals>`
      SELECT (SELECT coalesce(json_object_agg(name, value), '{}') FROM organization_counters
               WHERE organization_id = ${organizationId}::uuid) AS counters,
             (SELECT json_build_object(
                'units', coalesce(sum(units - transferred), 0),
                'active', coalesce(sum(active), 0),
                'free', coalesce(sum(greatest(units - transferred - reserved - active, 0)), 0),
                'expiring', coalesce(sum(units - transferred) FILTER (WHERE valid_until < now() + ${EXPIRES_SOON}::interval), 0))
                FROM license_pools
               WHERE organization_id = ${organizationId}::uuid AND (valid_until IS NULL OR valid_until > now())) AS licenses,
             (SELECT count(*)::int FROM deployments
               WHERE organization_id = ${organizationId}::uuid AND state = 'running') AS running,
             (SELECT count(*)::int FROM devices
               WHERE organization_id = ${organizationId}::uuid AND attention AND configuration_state = 'failed') AS failed`.execute(
      this.platform.database.kysely,
    )
    const [row] = rows
    if (!row) throw new Error('The overview has no row.')
    return row
  }

  /** Devices that are gone come first, then failed changes, then what is missing; within each the longest first. */
  private async needs(organizationId: string): Promise<Overview['needs']> {
    const { rows } = await sql<Need>`
      SELECT d.id AS device_id, d.name AS device_name, d.room_id, r.name AS room_name, d.reason,
             CASE d.reason WHEN 'offline' THEN s.last_seen_at WHEN 'configuration-failed' THEN t.finished_at
                           ELSE s.reported_at END AS since
        FROM (SELECT id, organization_id, name, room_id,
                     CASE WHEN connection = 'offline' THEN 'offline'
                          WHEN configuration_state = 'failed' THEN 'configuration-failed'
                          ELSE problems[1] END AS reason
                FROM devices WHERE organization_id = ${organizationId}::uuid AND attention) AS d
        LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
        LEFT JOIN device_statuses s ON s.organization_id = d.organization_id AND s.device_id = d.id
        LEFT JOIN LATERAL (
          SELECT finished_at FROM deployment_targets
           WHERE organization_id = d.organization_id AND device_id = d.id AND d.reason = 'configuration-failed'
           ORDER BY planned_at DESC LIMIT 1) AS t ON true
       ORDER BY CASE d.reason WHEN 'offline' THEN 0 WHEN 'configuration-failed' THEN 1 ELSE 2 END, since NULLS LAST, d.name, d.id
       LIMIT ${NEEDS_SHOWN}`.execute(this.platform.database.kysely)
    return rows.map((row) => ({
      deviceId: row.device_id,
      deviceName: row.device_name,
      roomId: row.room_id,
      roomName: row.room_name,
      reason: row.reason,
      since: row.since?.toISOString() ?? null,
    }))
  }

  private async firmware(organizationId: string): Promise<Overview['firmware']> {
    const { rows } = await sql<Overview['firmware'][number]>`
      SELECT firmware_version AS version, count(*)::int AS devices FROM devices
       WHERE organization_id = ${organizationId}::uuid AND firmware_version IS NOT NULL AND state <> 'retired'
       GROUP BY firmware_version ORDER BY devices DESC, version LIMIT ${FIRMWARE_SHOWN}`.execute(
      this.platform.database.kysely,
    )
    return rows
  }
}
