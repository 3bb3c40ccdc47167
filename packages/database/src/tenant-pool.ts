import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/** Who is working, and in which organization. The database sees nothing of any other organization. */
export type TenantContext = {
  readonly organizationId: string
  /** `person:<id>`, `token:<id>` or `system:<name>`; the audit records it. */
  readonly actor: string
  readonly grantId?: string | undefined
}

const storage = new AsyncLocalStorage<TenantContext>()

/** Runs `work` for one organization: every query in it, also Prisma's lazy ones, sees only its rows. */
export function inOrganization<T>(context: TenantContext, work: () => Promise<T>): Promise<T> {
  return storage.run(context, async () => await work())
}

export function currentContext(): TenantContext | undefined {
  return storage.getStore()
}

/** Leaves any organization: what the queue and the sweeps run in. */
export function outsideOrganizations<T>(work: () => Promise<T>): Promise<T> {
  return storage.exit(async () => await work())
}

type Prepared = pg.PoolClient & { maestroContext?: string }

const SET_CONTEXT = {
  name: 'maestro_set_context',
  text: `SELECT set_config('app.organization_id', $1, false), set_config('app.actor', $2, false), set_config('app.grant_id', $3, false)`,
}

/**
 * A pool whose connections carry the organization of the caller. The settings are sent only when a
 * connection changes hands between contexts, so that one organization's page costs no extra round trip.
 */
export class TenantPool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares seven overloads; this one replaces them all.
  override connect(callback?: any): any {
    const context = storage.getStore()
    const promise = super.connect().then((client) => prepare(client, context))
    if (!callback) return promise
    promise.then(
      (client) => callback(undefined, client, client.release.bind(client)),
      (error) => callback(error, undefined, () => {}),
    )
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above; the arguments go to pg's own client unchanged.
  override query(...args: any[]): any {
    const callback = typeof args.at(-1) === 'function' ? args.pop() : undefined
    const promise = (this.connect() as Promise<pg.PoolClient>).then(async (client) => {
      try {
        const result = await (client.query as (...values: unknown[]) => Promise<unknown>)(...args)
        client.release()
        return result
      } catch (error) {
        client.release(isConnectionLoss(error) ? (error as Error) : undefined)
        throw error
      }
    })
    if (!callback) return promise
    promise.then((result) => callback(undefined, result), callback)
  }
}

function isConnectionLoss(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? ''
  return !/^[0-9A-Z]{5}$/.test(code) || code.startsWith('57P') || code.startsWith('08')
}

async function prepare(client: Prepared, context: TenantContext | undefined): Promise<pg.PoolClient> {
  const values = [context?.organizationId ?? '', context?.actor ?? '', context?.grantId ?? '']
  const key = values.join('|')
  if (client.maestroContext === key) return client
  delete client.maestroContext
  try {
    await client.query({ ...SET_CONTEXT, values })
  } catch (error) {
    client.release(error as Error)
    throw error
  }
  client.maestroContext = key
  return client
}

/** A pool that reads `bigint` as a number: every count and version here stays far below 2^53. */
export function createTenantPool(connectionString: string, max: number): TenantPool {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
  const pool = new TenantPool({
    connectionString,
    max,
    types,
    application_name: 'maestro',
    idleTimeoutMillis: 30_000,
    // BullMQ calls its functions without naming their schema.
    options: '-c search_path=public,bullmq',
  })
  pool.on('error', () => {})
  // A connection that is lost in somebody's hands, between two statements, fails his next statement; it must not end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
