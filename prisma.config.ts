import { defineConfig } from 'prisma/config'

// The CLI only generates clients here; migrations run on the schema engine in packages/tooling.
// Naming any program keeps it from downloading an engine.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
})
