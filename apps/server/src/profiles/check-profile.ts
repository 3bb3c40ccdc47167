import { problemDetail, type RouteResponse, type routes } from '@maestro/contract'
import { applyChanges, withoutHidden } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { scopesOf } from './assignments.store.js'
import { findLocksAbove } from './locks-above.js'
import { showLacking } from './profile.view.js'
import { findProfile } from './profiles.store.js'
import { fieldOf, RefuseProfile } from './refuse-profile.js'

/** Says what is wrong with values before anybody saves them; keeps nothing. */
@Injectable()
export class CheckProfile {
  constructor(
    private readonly platform: Platform,
    private readonly refusals: RefuseProfile,
  ) {}

  async run(
    { organizationId, language }: Caller,
    { values: asked, locked, profileId }: InputOf<typeof routes.profiles.check>['body'],
  ): Promise<RouteResponse<typeof routes.profiles.check>> {
    const { prisma } = this.platform.database
    const known = profileId
      ? await findProfile(prisma, this.platform.settings.keyRing, organizationId, profileId)
      : null
    if (profileId && !known) throw notFound()
    const scopes = known ? await scopesOf(prisma, organizationId, known.id) : []
    const values = withoutHidden(known?.values ?? {}, asked)
    const after = { values: applyChanges(known?.values ?? {}, values), locked }
    const errors = [
      ...this.refusals.errorsOf({ changes: values, after, scopes }),
      ...(known ? await findLocksAbove(this.platform, prisma, organizationId, known.id, scopes, values) : []),
    ]
    return {
      errors: errors.map((error) => {
        const { path, code, params = {} } = fieldOf(error)
        return { path, code, detail: problemDetail(code, language, listed(params)) }
      }),
      lacking: showLacking(after.values),
    }
  }
}

/** Lists as enumerations. */
function listed(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}
