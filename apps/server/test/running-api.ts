import 'reflect-metadata'
import type { DatabaseRole } from '@maestro/database'
import type { Role } from '@maestro/domain'
import { another, buildMembership, type FreshDatabase, freshDatabase, type Queryable } from '@maestro/testkit'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { createApi } from '../src/api-application.js'
import { Accounts } from '../src/people/accounts.js'
import { SignIn } from '../src/people/sign-in.js'
import type { Platform } from '../src/platform/platform.js'
import { openProcess } from '../src/platform/process.js'
import { readSettings } from '../src/platform/settings.js'
import { Visitor } from './visitor.js'

export type Person = { readonly id: string; readonly email: string; readonly password: string }

export type RunningApi = {
  readonly fastify: FastifyInstance
  readonly platform: Platform
  readonly database: FreshDatabase
  /** The owner of the database, who sees behind row-level security. */
  readonly owner: Queryable
  readonly visitor: Visitor
  /** What the running server answers, as `GET /api/v1/me`. */
  readonly routes: readonly string[]
  /** A connection as one of the processes' roles, which ends with `close()`. */
  connectAs(role: DatabaseRole): Promise<pg.Client>
  person(role?: Role, ...organizationIds: string[]): Promise<Person>
  signedIn(role: Role, ...organizationIds: string[]): Promise<Visitor>
  close(): Promise<void>
}

/** The whole people's door, on a database of its own unless one is given, without a port: requests go in by `inject`. */
export async function runApi(given?: FreshDatabase): Promise<RunningApi> {
  const database = given ?? (await freshDatabase())
  const settings = readSettings({ DATABASE_URL: database.ownerUrl, MAESTRO_KEYS: database.keys, LOG_LEVEL: 'fatal' })
  const running = openProcess('api', settings)
  const application = await createApi(running.platform, { frontDoor: false })
  const fastify = application.getHttpAdapter().getInstance() as unknown as FastifyInstance
  const routes: string[] = []
  fastify.addHook('onRoute', ({ method, url }) => {
    routes.push(...[method].flat().map((each) => `${each} ${url}`))
  })
  await application.init()
  await fastify.ready()
  const owner = database.connect()
  const clients: pg.Client[] = []
  const accounts = application.get(Accounts, { strict: false })
  rememberPasswords((await application.get(SignIn, { strict: false }).authentication.$context).password)

  const person = async (role: Role = 'viewer', ...organizationIds: string[]): Promise<Person> => {
    const email = `${role}-${another()}@example.org`
    const password = 'what everybody in tests signs in with'
    const { personId } = await accounts.findOrCreate({ name: `The ${role}`, email, password })
    for (const organizationId of organizationIds) await buildMembership(owner, { organizationId, personId, role })
    return { id: personId, email, password }
  }
  return {
    fastify,
    platform: running.platform,
    database,
    owner,
    visitor: new Visitor(fastify),
    routes,
    connectAs: async (role) => {
      const client = new pg.Client({ connectionString: database.urlFor(role) })
      await client.connect()
      clients.push(client)
      return client
    },
    person,
    signedIn: async (role, ...organizationIds) => new Visitor(fastify).signIn(await person(role, ...organizationIds)),
    close: async () => {
      await application.close()
      await running.close()
      for (const client of [owner, ...clients]) await client.end()
      if (!given) await database.drop()
    },
  }
}

type Passwords = {
  hash: (password: string) => Promise<string>
  verify: (question: { hash: string; password: string }) => Promise<boolean>
}
const hashes = new Map<string, Promise<string>>()
const verdicts = new Map<string, Promise<boolean>>()

/** Hashing is slow on purpose; what has been worked out once in this process is not worked out for each person again. */
function rememberPasswords(passwords: Passwords): void {
  const { hash, verify } = passwords
  passwords.hash = (password) => remembered(hashes, password, () => hash(password))
  passwords.verify = (question) => remembered(verdicts, `${question.hash} ${question.password}`, () => verify(question))
}

function remembered<T>(known: Map<string, T>, key: string, work: () => T): T {
  const found = known.get(key) ?? work()
  known.set(key, found)
  return found
}
