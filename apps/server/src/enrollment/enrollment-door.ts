import { enrolmentRequest, limits, tokenRequest } from '@maestro/contract/devices'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { answerProblem, DeviceRefusal, parsed } from '../device-link/device-problem.js'
import { HandshakePace } from '../device-link/handshake-pace.js'
import type { LinkKeys } from '../device-link/link-keys.js'
import { type EnrolmentParts, enrolDevice } from './enrol-device.js'
import { GuessLimit } from './guess-limit.js'
import { claimedDevice, issueToken, type TokenParts } from './issue-token.js'

export type EnrollmentDoorParts = EnrolmentParts & TokenParts & { readonly keys: LinkKeys }

const requestsPerSecond = 500
const longestWaitMs = 2000

/** The doors that a device without a token knocks at: enrolment, tokens, and the keys that tokens are signed with. */
export function enrollmentDoor(parts: EnrollmentDoorParts) {
  const limited = limitGuesses(new GuessLimit(20, 60_000), new HandshakePace(requestsPerSecond, longestWaitMs))
  return async (door: FastifyInstance): Promise<void> => {
    door.setErrorHandler(answerProblem)
    door.post('/device/v1/enrol', { bodyLimit: limits.enrolmentBytes }, async (request, reply) => {
      const answer = await limited(request.ip, () =>
        enrolDevice(parts, parsed(enrolmentRequest, request.body), { address: request.ip, requestId: request.id }),
      )
      return uncached(reply).code(201).send(answer)
    })
    door.post('/device/v1/token', { bodyLimit: limits.enrolmentBytes }, async (request, reply) => {
      const { assertion } = parsed(tokenRequest, request.body)
      const guesser = `${request.ip} ${claimedDevice(assertion)}`
      return uncached(reply).send(await limited(guesser, () => issueToken(parts, assertion)))
    })
    door.get('/.well-known/jwks.json', (_, reply) =>
      reply.header('cache-control', 'public, max-age=300').send(parts.keys.jwks),
    )
  }
}

function uncached(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}

/** A guesser is slowed down, not the office behind the same address. */
function limitGuesses(guesses: GuessLimit, pace: HandshakePace) {
  return async <T>(guesser: string, work: () => Promise<T>): Promise<T> => {
    const now = Date.now()
    const penalty = guesses.waitFor(guesser, now)
    if (penalty !== undefined) throw new DeviceRefusal('requests.too-many', { retryAfter: penalty })
    const turn = pace.turn(now)
    if (turn === undefined)
      throw new DeviceRefusal('requests.too-many', { retryAfter: 1 + Math.floor(Math.random() * 10) })
    try {
      return await work()
    } catch (error) {
      if (error instanceof DeviceRefusal && error.code !== 'request.invalid') guesses.failed(guesser, now)
      throw error
    }
  }
}
