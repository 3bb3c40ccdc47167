import type { routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import type { InputOf } from '../platform/http/endpoint.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { Platform } from '../platform/platform.js'

/** Features that were taken back and whose devices have not been heard of without them. */
@Injectable()
export class UnconfirmedReleaseQueries {
  constructor(private readonly platform: Platform) {}

  async list(
    organizationId: string,
    { cursor, limit, deviceId, featureKey }: InputOf<typeof routes.licenseTransfers.unconfirmed>['query'],
  ) {
    const fingerprint = listFingerprint({ list: 'unconfirmed-releases', deviceId, featureKey })
    const start = readCursor(cursor, fingerprint)
    const rows = await this.platform.database.prisma.licenseRelease.findMany({
      where: {
        organizationId,
        settledAt: null,
        ...(deviceId ? { deviceId } : {}),
        ...(featureKey ? { featureKey } : {}),
        ...(start ? { id: { lt: start.id } } : {}),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: { device: { select: { id: true, name: true, serial: true, connection: true, state: true } } },
    })
    return toPage(
      rows,
      limit,
      fingerprint,
      ({ id }) => ({ value: null, id }),
      ({ device, featureKey: feature, cause, releasedAt, releasedBy }) => ({
        device,
        featureKey: feature,
        cause: cause as 'released',
        releasedAt: releasedAt.toISOString(),
        releasedBy,
      }),
    )
  }
}
