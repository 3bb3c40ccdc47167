import { defineConfig } from 'prisma/config'

// The CLI only generates; migrations go through `npm run migrate`. It must not download an engine for that.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
})
