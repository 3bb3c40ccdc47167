import type { LicenseFile } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showLicenseFile } from './license-file.view.js'

type Page = { readonly cursor?: string | undefined; readonly limit: number }

/** The licence files that a device was given. */
@Injectable()
export class LicenseFileQueries {
  constructor(private readonly platform: Platform) {}

  async newest(organizationId: string, deviceId: string): Promise<LicenseFile> {
    const row = await this.platform.database.prisma.licenseFile.findFirst({
      where: { organizationId, deviceId },
      orderBy: { issue: 'desc' },
    })
    if (!row) throw notFound()
    return showLicenseFile(row)
  }

  /** All of them, the newest first. */
  async ofDevice(organizationId: string, deviceId: string, { cursor, limit }: Page) {
    const { prisma } = this.platform.database
    if ((await prisma.device.count({ where: { organizationId, id: deviceId } })) === 0) throw notFound()
    const fingerprint = listFingerprint({ list: 'license-files', deviceId })
    const start = readCursor(cursor, fingerprint)
    const rows = await prisma.licenseFile.findMany({
      where: { organizationId, deviceId, ...(start ? { issue: { lt: Number(start.value) } } : {}) },
      orderBy: { issue: 'desc' },
      take: limit + 1,
    })
    const position = (row: { issue: number }) => ({ value: String(row.issue), id: deviceId })
    return toPage(rows, limit, fingerprint, position, showLicenseFile)
  }
}
