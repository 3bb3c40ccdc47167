import { kyselyAdapter } from '@better-auth/kysely-adapter'

import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { Kysely, PostgresDialect } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Identities } from '../platform/access/identities.js'
import { deriveKey } from '../platform/keys.js'
import type { Settings } from '../platform/settings.js'
import { GuessThrottle } from './guess-throttle.store.js'
import { hashingSessionTokens } from './token-hashing-adapter.js'

const SIGN_IN = '/sign-in/email'

/** Told about sign-ins and refused ones, for the audit. */
export type SignInListener = {
  signedIn(personId: string, address: string | null): Promise<void>
  refused(email: string, address: string | null): Promise<void>
}

export type Authentication = ReturnType<typeof createAuthentication>

/** better-auth as this house uses it: who a person is, and nothing of what they may do. */
export function createAuthentication(settings: Settings, pool: Identities['pool'], listener: SignInListener) {
  const throttle = new GuessThrottle(pool)
  const accounts = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) }).withSchema('auth')
  return betterAuth({
    appName: 'Maestro',
    baseURL: settings.publicUrl,
    basePath: '/api/auth',
    secret: deriveKey(settings.keyRing, 'sessions').toString('base64url'),
    telemetry: { enabled: false },
    logger: { level: 'error' },
    trustedOrigins: [settings.publicUrl],
    database: (options: BetterAuthOptions) =>
      hashingSessionTokens(kyselyAdapter(accounts, { type: 'postgres', transaction: true })(options) as never) as never,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 256,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: 7 * 86_400, updateAge: 86_400 },
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 60,
      max: 120,
      customRules: { [SIGN_IN]: { window: 60, max: 30 } },
    },
    advanced: {
      cookiePrefix: 'maestro',
      useSecureCookies: settings.publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: ['x-maestro-address'] },
      database: { generateId: () => uuidv7() },
    },
    hooks: {
      before: createAuthMiddleware(async (context) => {
        if (context.path !== SIGN_IN) return
        const wait = await throttle.secondsToWait(emailOf(context.body))
        if (wait > 0)
          throw new APIError('TOO_MANY_REQUESTS', {
            code: 'TOO_MANY_GUESSES',
            message: `Too many failed sign-ins. Try again in ${wait} s.`,
            seconds: wait,
          })
      }),
      after: createAuthMiddleware(async (context) => {
        if (context.path !== SIGN_IN) return
        const address = context.headers?.get('x-maestro-address') ?? null
        const person = context.context.newSession?.user
        if (person) {
          await throttle.forget(emailOf(context.body))
          await listener.signedIn(person.id, address)
        } else if (context.context.returned instanceof APIError && context.context.returned.status === 'UNAUTHORIZED') {
          await throttle.count(emailOf(context.body))
          await listener.refused(emailOf(context.body), address)
        }
      }),
    },
  })
}

function emailOf(body: unknown): string {
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : ''
  return typeof email === 'string' ? email.trim().toLowerCase() : ''
}
