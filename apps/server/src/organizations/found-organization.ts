import { randomBytes } from 'node:crypto'
import { isTimeZone, type OrganizationKind, slugOf } from '@maestro/domain'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { insertOrganization, type OrganizationRow } from './organizations.store.js'

export type Founding = {
  readonly id: string
  readonly kind: OrganizationKind
  readonly name: string
  readonly language: string
  readonly timeZone: string
}

const TRIES = 5

/** Writes a new organization under a slug of its own. Runs in the context of the new organization. */
export async function foundOrganization(tx: Transaction, founding: Founding): Promise<OrganizationRow> {
  requireTimeZone(founding.timeZone)
  const slug = slugOf(founding.name)
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const row = { ...founding, slug: attempt === 0 ? slug : `${slug}-${randomBytes(3).toString('hex')}` }
    if (await insertOrganization(tx, row)) return row
  }
  throw new Error(`No free slug for "${slug}".`)
}

export function requireTimeZone(timeZone: string | undefined): void {
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw new Refused('organization.time-zone-unknown', { timeZone })
}
