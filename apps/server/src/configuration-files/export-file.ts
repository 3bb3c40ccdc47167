import type { ConfigurationFile } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Platform } from '../platform/platform.js'
import { fileOfState } from './file-of-state.js'
import { loadKnownState } from './known-state.queries.js'
import { loadPlaces } from './places.queries.js'

/** All configuration of an organization as one document, at one moment. */
@Injectable()
export class ExportFile {
  constructor(private readonly platform: Platform) {}

  run(organizationId: string): Promise<ConfigurationFile> {
    const { keyRing } = this.platform.settings
    return this.platform.database.prisma.$transaction(
      async (tx) => {
        const state = await loadKnownState(tx, keyRing, organizationId, [])
        return fileOfState(state, await loadPlaces(tx, organizationId))
      },
      { isolationLevel: 'RepeatableRead', maxWait: 10_000, timeout: 60_000 },
    )
  }
}
