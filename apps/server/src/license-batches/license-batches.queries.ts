import type { Readable } from 'node:stream'
import type { LicenseBatch, routes } from '@maestro/contract'
import { copyOut, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import type { InputOf } from '../platform/http/endpoint.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showBatch, showBatchDevice } from './license-batch.view.js'

/** Reads of batches, in the organization at work. */
@Injectable()
export class LicenseBatchQueries {
  constructor(private readonly platform: Platform) {}

  async find(organizationId: string, id: string): Promise<LicenseBatch> {
    const row = await this.platform.database.prisma.licenseBatch.findFirst({ where: { organizationId, id } })
    if (!row) throw notFound()
    return showBatch(row)
  }

  /** Previews that nobody started are not among them. */
  async list(organizationId: string, { cursor, limit }: InputOf<typeof routes.licenseBatches.list>['query']) {
    const fingerprint = listFingerprint({ list: 'license-batches' })
    const start = readCursor(cursor, fingerprint)
    const rows = await this.platform.database.prisma.licenseBatch.findMany({
      where: { organizationId, state: { not: 'previewed' }, ...(start ? { id: { lt: start.id } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    return toPage(rows, limit, fingerprint, ({ id }) => ({ value: null, id }), showBatch)
  }

  async devices(
    organizationId: string,
    batchId: string,
    { cursor, limit, expected, result }: InputOf<typeof routes.licenseBatches.devices>['query'],
  ) {
    await this.find(organizationId, batchId)
    const fingerprint = listFingerprint({ list: 'license-batch-devices', batchId, expected, result })
    const start = readCursor(cursor, fingerprint)
    const rows = await this.platform.database.prisma.licenseBatchDevice.findMany({
      where: {
        organizationId,
        batchId,
        ...(expected ? { expected: { in: expected } } : {}),
        ...(result ? { result: { in: result } } : {}),
        ...(start ? { position: { gt: Number(start.value) } } : {}),
      },
      orderBy: { position: 'asc' },
      take: limit + 1,
      include: { device: { include: { room: true } } },
    })
    const positionOf = (row: (typeof rows)[number]) => ({ value: String(row.position), id: row.deviceId })
    return toPage(rows, limit, fingerprint, positionOf, showBatchDevice)
  }

  csv(organizationId: string, batchId: string): Promise<Readable> {
    const { kysely, pool } = this.platform.database
    const statement = sql`
      SELECT b.position AS "place", d.serial AS "serial", system.csv_safe(d.name) AS "name", system.csv_safe(r.name) AS "room",
        d.model_key AS "model", b.expected AS "preview", b.result AS "result"
      FROM license_batch_devices b JOIN devices d ON d.id = b.device_id LEFT JOIN rooms r ON r.id = d.room_id
      WHERE b.organization_id = ${organizationId}::uuid AND b.batch_id = ${batchId}::uuid ORDER BY b.position`
    return Promise.resolve(copyOut(pool, statement.compile(kysely)))
  }
}
