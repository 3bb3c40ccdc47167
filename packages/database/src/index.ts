export { type Kysely, type RawBuilder, type SqlBool, sql, type Transaction as KyselyTransaction } from 'kysely'
export { copyOut, type Statement } from './copy.js'
export { type Database, openDatabase } from './database.js'
export { Prisma, PrismaClient } from './generated/prisma/client.js'
export type { DB } from './generated/tables.js'
export { createKeyRing, deriveKey, type KeyRing, lookupHash, parseKeyRing, seal, unseal } from './key-ring.js'
export { type DatabaseRole, databaseRoles, databaseUrlFor, rolePassword } from './roles.js'
export {
  createTenantPool,
  currentContext,
  inOrganization,
  outsideOrganizations,
  type TenantContext,
  TenantPool,
} from './tenant-pool.js'
