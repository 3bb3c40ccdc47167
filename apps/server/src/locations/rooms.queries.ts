import type { Room } from '@maestro/contract'
import { sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { type Cursor, listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { containing } from '../platform/http/search.js'
import { Platform } from '../platform/platform.js'
import { type RoomDeviceRow, type RoomRow, showRoom } from './room.view.js'

type Filters = {
  readonly search?: string | undefined
  readonly location?: string[] | undefined
  readonly sort: 'name' | '-name'
}
type Question = Filters & { readonly cursor?: string | undefined; readonly limit: number }

const always = sql`true`

/** Rooms with their place and their devices: three statements for a page of any size. */
@Injectable()
export class RoomQueries {
  constructor(private readonly platform: Platform) {}

  async list({ organizationId }: Caller, { cursor, limit, ...filters }: Question) {
    const fingerprint = listFingerprint({ ...filters, list: 'rooms' })
    const rows = await this.page(organizationId, filters, readCursor(cursor, fingerprint), limit + 1)
    const show = await this.shower(organizationId, rows.slice(0, limit))
    return toPage(rows, limit, fingerprint, ({ id, name }) => ({ value: name, id }), show)
  }

  async one({ organizationId }: Caller, id: string): Promise<Room> {
    const row = await this.platform.database.kysely
      .selectFrom('rooms')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) throw notFound()
    return (await this.shower(organizationId, [row]))(row)
  }

  private async page(
    organizationId: string,
    { search, location, sort }: Filters,
    after: Cursor | undefined,
    limit: number,
  ): Promise<RoomRow[]> {
    const [order, beyond] = sort === 'name' ? [sql`ASC`, sql`>`] : [sql`DESC`, sql`<`]
    const below = sql`location_id IN (
      WITH RECURSIVE places AS (
        SELECT id FROM locations WHERE organization_id = ${organizationId}::uuid AND id::text = ANY (${location ?? []})
        UNION SELECT l.id FROM locations l JOIN places p ON l.parent_id = p.id WHERE l.organization_id = ${organizationId}::uuid)
      SELECT id FROM places)`
    const { rows } = await sql<RoomRow>`
      SELECT * FROM rooms WHERE organization_id = ${organizationId}::uuid
         AND ${search ? sql`name ILIKE ${containing(search)}` : always}
         AND ${location?.length ? below : always}
         AND ${after ? sql`(name, id) ${beyond} (${after.value}, ${after.id}::uuid)` : always}
       ORDER BY name ${order}, id ${order} LIMIT ${limit}`.execute(this.platform.database.kysely)
    return rows
  }

  private async shower(organizationId: string, rooms: readonly RoomRow[]): Promise<(row: RoomRow) => Room> {
    const [paths, devices] = await Promise.all([
      this.pathsTo(organizationId, [...new Set(rooms.flatMap((room) => room.location_id ?? []))]),
      this.devicesIn(
        organizationId,
        rooms.map((room) => room.id),
      ),
    ])
    return (row) => showRoom(row, paths.get(row.location_id ?? '') ?? [], devices.get(row.id) ?? [])
  }

  private async pathsTo(organizationId: string, locationIds: readonly string[]): Promise<Map<string, string[]>> {
    if (locationIds.length === 0) return new Map()
    const { rows } = await sql<{ leaf: string; path: string[] }>`
      WITH RECURSIVE up AS (
        SELECT id AS leaf, parent_id, name, 0 AS distance FROM locations
         WHERE organization_id = ${organizationId}::uuid AND id = ANY (${locationIds}::uuid[])
        UNION ALL
        SELECT up.leaf, l.parent_id, l.name, up.distance + 1 FROM locations l JOIN up ON l.id = up.parent_id
         WHERE l.organization_id = ${organizationId}::uuid)
      SELECT leaf, array_agg(name ORDER BY distance DESC) AS path FROM up GROUP BY leaf`.execute(
      this.platform.database.kysely,
    )
    return new Map(rows.map(({ leaf, path }) => [leaf, path]))
  }

  private async devicesIn(organizationId: string, roomIds: readonly string[]): Promise<Map<string, RoomDeviceRow[]>> {
    if (roomIds.length === 0) return new Map()
    const rows = await this.platform.database.kysely
      .selectFrom('devices')
      .select(['room_id', 'id', 'name', 'model_key', 'state', 'connection', 'in_call', 'attention', 'problems'])
      .where('organization_id', '=', organizationId)
      .where('room_id', 'in', roomIds)
      .where('state', '!=', 'retired')
      .orderBy('name')
      .orderBy('id')
      .execute()
    const byRoom = new Map<string, RoomDeviceRow[]>()
    for (const row of rows) byRoom.set(row.room_id ?? '', [...(byRoom.get(row.room_id ?? '') ?? []), row])
    return byRoom
  }
}
