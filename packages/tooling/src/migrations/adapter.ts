import { PrismaPg } from '@prisma/adapter-pg'
import {
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** PostgreSQL's internal one-byte type `"char"`, which the system catalogues are full of. */
const internalCharOid = 18

type RunQuery = (...args: unknown[]) => Promise<pg.QueryResult>

/**
 * The stock adapter does not know `"char"`. This pool shows it such columns as text and remembers which they were.
 * The schema engine asks one thing at a time, so the last answer is the one being read.
 */
class CatalogPool {
  readonly pool: pg.Pool
  #charColumns: number[] = []

  constructor(connectionString: string) {
    this.pool = new pg.Pool({ connectionString, max: 1, application_name: 'maestro-migrate' })
    this.pool.on('error', () => {})
    const query = this.pool.query.bind(this.pool) as RunQuery
    const remembering: RunQuery = async (...args) => this.#asText(await query(...args))
    Object.assign(this.pool, { query: remembering })
  }

  restoreTypes(types: ColumnType[]): ColumnType[] {
    return types.map((type, column) => (this.#charColumns.includes(column) ? ColumnTypeEnum.Character : type))
  }

  #asText(result: pg.QueryResult): pg.QueryResult {
    this.#charColumns = []
    for (const [column, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== internalCharOid) continue
      this.#charColumns.push(column)
      field.dataTypeID = pg.types.builtins.TEXT
    }
    return result
  }
}

async function openAdapter(connectionString: string, onClose: () => Promise<void>): Promise<SqlDriverAdapter> {
  const catalog = new CatalogPool(connectionString)
  const stock = await new PrismaPg(catalog.pool, { schema: 'public' }).connect()
  const queryRaw = async (query: SqlQuery): Promise<SqlResultSet> => {
    const result = await stock.queryRaw(query)
    return { ...result, columnTypes: catalog.restoreTypes(result.columnTypes) }
  }
  // The stock adapter cuts a script at every semicolon, also inside functions. Sent whole, it is one transaction.
  const executeScript = async (sql: string): Promise<void> => {
    await stock.executeRaw({ sql, args: [], argTypes: [] })
  }
  let closed: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await stock.dispose()
    await catalog.pool.end()
    await onClose()
  }
  const dispose = (): Promise<void> => {
    closed ??= close()
    return closed
  }
  return {
    provider: stock.provider,
    adapterName: stock.adapterName,
    queryRaw,
    executeScript,
    dispose,
    executeRaw: (query) => stock.executeRaw(query),
    startTransaction: (isolationLevel) => stock.startTransaction(isolationLevel),
    getConnectionInfo: () => stock.getConnectionInfo(),
  }
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

interface MigrationAdapter extends SqlMigrationAwareDriverAdapterFactory {
  /** The engine leaves its connections, and the locks they hold, to whoever gave them. */
  readonly closeAll: () => Promise<void>
}

/** Opens the schema engine's connections, and for drafts an empty database beside the real one. */
export function migrationAdapter(url: string): MigrationAdapter {
  const opened: SqlDriverAdapter[] = []
  return {
    provider: 'postgres',
    adapterName: '@maestro/tooling',
    closeAll: async () => {
      for (const adapter of opened) await adapter.dispose()
    },
    connect: async () => {
      const adapter = await openAdapter(url, async () => {})
      opened.push(adapter)
      return adapter
    },
    connectToShadowDb: async () => {
      const name = `shadow_${process.pid}_${Date.now()}`
      await administer(url, `CREATE DATABASE "${name}" TEMPLATE template0`)
      const shadow = new URL(url)
      shadow.pathname = `/${name}`
      return openAdapter(shadow.href, () => administer(url, `DROP DATABASE "${name}" WITH (FORCE)`))
    },
  }
}
