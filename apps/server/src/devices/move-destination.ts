import { Injectable } from '@nestjs/common'
import { accessTo } from '../platform/access/organization-access.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'

export type Destination = {
  readonly id: string
  readonly name: string
  /** Whoever asks, as they are there: by their own role or grant. */
  readonly caller: Caller
}

/** Where somebody may move a device to: what they do not see is not there, and what they see asks for the right. */
@Injectable()
export class MoveDestination {
  constructor(private readonly platform: Platform) {}

  async of(caller: Caller, wanted: string): Promise<Destination> {
    const id = wanted.toLowerCase()
    const access = await accessTo(this.platform, caller.identity, id)
    if (!access) throw notFound()
    const { rows } = await this.platform.database.pool.query('SELECT name FROM system.organization_card($1)', [id])
    const name = String(rows[0]?.name ?? '')
    const right = 'devices.manage'
    if (!access.rights.includes(right)) throw new Refused('access.right-missing', { right, organization: name })
    return { id, name, caller: { ...caller, ...access, organizationId: id } }
  }
}
