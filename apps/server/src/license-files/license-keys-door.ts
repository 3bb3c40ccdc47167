import { licenseKeysPath } from '@maestro/contract/devices'
import type { FastifyInstance } from 'fastify'
import { outsideOrganizations } from '../platform/in-organization.js'
import type { Platform } from '../platform/platform.js'
import { showKeySet } from './license-file.view.js'
import { listSigningKeys } from './signing-keys.store.js'

/** The public keys of licence files, for anybody: a device, an auditor, a program without a network later. */
export function licenseKeysDoor(platform: Platform) {
  return async (door: FastifyInstance): Promise<void> => {
    door.get(licenseKeysPath, async (_, reply) => {
      const rows = await outsideOrganizations(() => listSigningKeys(platform.database.prisma))
      return reply.header('cache-control', 'public, max-age=60').send(showKeySet(rows))
    })
  }
}
