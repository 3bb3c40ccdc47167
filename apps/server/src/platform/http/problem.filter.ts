import type { ProblemCode } from '@maestro/contract'
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerProblem } from './answer-problem.js'
import { type Caller, factsOf } from './caller.js'
import { Refused } from './refused.js'

/** Told about every refused act of somebody who is known, so that the audit can keep it. */
export type RefusalListener = (caller: Caller, code: ProblemCode, request: FastifyRequest) => void

/** Refusals that say somebody may not do something: an audit keeps these. */
const FORBIDDEN: readonly ProblemCode[] = ['access.right-missing', 'group.carries-lock']

/** Turns every "no" of a handler into a problem. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly onRefused: RefusalListener = () => {}) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const { caller } = factsOf(request)
    if (caller && error instanceof Refused && FORBIDDEN.includes(error.code))
      this.onRefused(caller, error.code, request)
    answerProblem(error, request, host.switchToHttp().getResponse<FastifyReply>())
  }
}
