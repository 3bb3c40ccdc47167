import { finished, type Readable } from 'node:stream'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { TenantPool } from './tenant-pool.js'

/** A compiled query, with `$1`, `$2` … for its parameters. */
export type Statement = { readonly sql: string; readonly parameters: readonly unknown[] }
type Client = pg.PoolClient & { processID?: number }

/**
 * Streams the rows of a query as CSV (RFC 4180, UTF-8, first the column names) in the organization at work. The
 * database sends as fast as the stream is read; destroying the stream cancels the query.
 */
export async function copyOut(pool: TenantPool, statement: Statement): Promise<Readable> {
  const client: Client = await pool.connect()
  const stream = client.query(copyTo(`COPY (${withLiterals(statement)}) TO STDOUT WITH (FORMAT csv, HEADER)`))
  finished(stream, (error) => {
    if (error) cancel(pool, client)
    else client.release()
  })
  return stream
}

/** COPY takes no parameters, so they are written into the statement, each as one quoted literal. */
function withLiterals({ sql, parameters }: Statement): string {
  return sql.replace(/\$(\d+)/g, (_, position: string) => literal(parameters[Number(position) - 1]))
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]::text[]`
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value))
}

function cancel(pool: TenantPool, client: Client): void {
  const asked: Promise<unknown> = pool.query('SELECT pg_cancel_backend($1)', [client.processID])
  const release = () => client.release(true)
  asked.then(release, release)
}
