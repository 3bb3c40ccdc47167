import type { RouteShape } from '@maestro/contract'
import { inOrganization } from '@maestro/database'
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { firstValueFrom, from, type Observable } from 'rxjs'
import { Platform } from '../platform.js'
import { factsOf } from './caller.js'
import { ENDPOINT } from './endpoint.js'
import { Idempotency } from './idempotency.js'
import { parseInput } from './parse-input.js'
import { Refused } from './refused.js'

/** Around every handler: parse what came, run in the organization, keep the promise of repeats, show only the contract. */
@Injectable()
export class EndpointInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: Idempotency,
    private readonly platform: Platform,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const shape = this.reflector.get<RouteShape | undefined>(ENDPOINT, context.getHandler())
    if (!shape) return next.handle()
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    return from(this.answer(shape, request, reply, next))
  }

  private async answer(
    shape: RouteShape,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const facts = factsOf(request)
    facts.input = parseInput(shape, request, facts.language)
    if (shape.ifMatch && request.headers['if-match'] === undefined) throw new Refused('request.version-missing')
    const handle = () => firstValueFrom(next.handle(), { defaultValue: undefined })
    const run = async (): Promise<unknown> => show(shape, await this.platform.live.afterwards(handle))
    const answer = await this.inTenant(shape, request, reply, run)
    tellVersion(answer, reply)
    return answer
  }

  private async inTenant(
    shape: RouteShape,
    request: FastifyRequest,
    reply: FastifyReply,
    run: () => Promise<unknown>,
  ): Promise<unknown> {
    const { caller } = factsOf(request)
    if (!caller) return run()
    const tenant = { organizationId: caller.organizationId, actor: caller.actor, grantId: caller.grantId ?? undefined }
    return inOrganization(tenant, () =>
      shape.method === 'POST' ? this.idempotency.once(request, reply, caller, run) : run(),
    )
  }
}

/** Only what the contract names leaves the house. */
function show(shape: RouteShape, answer: unknown): unknown {
  if (!shape.response) return shape.media ? answer : undefined
  return shape.response.parse(answer)
}

/** The version becomes the ETag (RFC 9110 section 8.8.3), of a repeated answer too. */
function tellVersion(answer: unknown, reply: FastifyReply): void {
  if (typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number')
    void reply.header('etag', `"${answer.version}"`)
}
