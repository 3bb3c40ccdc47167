import type { RouteShape } from '@maestro/contract'
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { Identities } from '../access/identities.js'
import { accessTo } from '../access/organization-access.js'
import { Platform } from '../platform.js'
import { type Caller, factsOf, type Identity, type RequestFacts } from './caller.js'
import { credentialOf } from './credential.js'
import { ENDPOINT } from './endpoint.js'
import { notFound, Refused } from './refused.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const PUBLIC = 'maestro:public'

/** Every route declares who may call it, in the contract; one that does not is refused to everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly platform: Platform,
    private readonly identities: Identities,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const shape = this.reflector.get<RouteShape | undefined>(ENDPOINT, context.getHandler())
    if (!shape) {
      if (this.reflector.get<boolean | undefined>(PUBLIC, context.getHandler())) return true
      throw new Error(`${context.getClass().name}.${context.getHandler().name} does not say who may call it.`)
    }
    if (shape.access === 'public') return true
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const facts = factsOf(request)
    facts.identity = await this.identify(request)
    if (shape.access === 'signed-in') return true
    facts.caller = await this.admit(request, facts, shape, facts.identity)
    return true
  }

  private async identify(request: FastifyRequest): Promise<Identity> {
    const credential = credentialOf(request)
    const identity = credential && (await this.identities.of(credential))
    if (!identity) throw new Refused('access.sign-in-needed')
    if (credential.kind === 'session') this.refuseForeignOrigin(request)
    return identity
  }

  /** A cookie travels with requests that other sites make; a change is taken from our own pages only. */
  private refuseForeignOrigin(request: FastifyRequest): void {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const site = request.headers['sec-fetch-site']
    const origin = request.headers.origin
    const isOwn = site ? site === 'same-origin' : !origin || origin === this.platform.settings.publicUrl
    if (!isOwn) throw new Refused('access.foreign-origin', { origin: this.platform.settings.publicUrl })
  }

  private async admit(
    request: FastifyRequest,
    facts: RequestFacts,
    shape: RouteShape,
    identity: Identity,
  ): Promise<Caller> {
    const organizationId = (request.params as Record<string, string | undefined>)['organizationId']?.toLowerCase() ?? ''
    if (!UUID.test(organizationId)) throw notFound()
    const access = await accessTo(this.platform, identity, organizationId)
    if (!access) throw notFound()
    const caller: Caller = {
      identity,
      actor: `${identity.kind}:${identity.id}`,
      name: identity.name,
      language: facts.language,
      organizationId,
      ...access,
      address: request.ip,
      requestId: request.id,
    }
    facts.caller = caller
    if (!access.rights.some((right) => right === shape.access)) {
      const organization = await this.nameOf(organizationId)
      throw new Refused('access.right-missing', { right: shape.access, organization })
    }
    return caller
  }
  private async nameOf(organizationId: string): Promise<string> {
    const { rows } = await this.platform.database.pool.query('SELECT name FROM system.organization_card($1)', [
      organizationId,
    ])
    return String(rows[0]?.name ?? '')
  }
}
