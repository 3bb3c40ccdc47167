import { PrismaPg } from '@prisma/adapter-pg'
import { Kysely, PostgresDialect } from 'kysely'
import { PrismaClient } from './generated/prisma/client.js'
import type { DB } from './generated/tables.js'
import { createTenantPool, type TenantPool } from './tenant-pool.js'

/** One pool, and the two ways to it: Prisma for ordinary work, Kysely for lists, batches and claims. */
export type Database = {
  readonly pool: TenantPool
  readonly prisma: PrismaClient
  readonly kysely: Kysely<DB>
  close(): Promise<void>
}

/** @param max most connections that this process may hold */
export function openDatabase(url: string, max: number): Database {
  const pool = createTenantPool(url, max)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    pool,
    prisma,
    kysely,
    close: async () => {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
