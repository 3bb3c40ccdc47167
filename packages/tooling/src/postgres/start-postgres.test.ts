import { execFile } from 'node:child_process'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterEach, expect, it, vi } from 'vitest'
import { throwawayFolder } from '../testing/throwaway-folder.js'
import type { Durability } from './settings.js'
import { type EmbeddedPostgres, startPostgres } from './start-postgres.js'

vi.setConfig({ testTimeout: 60_000 })

const cleanUps: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

function newFolder(): string {
  const { path, remove } = throwawayFolder('maestro-postgres-')
  cleanUps.push(remove)
  return path
}

async function start(dir: string, durability: Durability = 'throwaway'): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ dir, durability })
  cleanUps.push(() => postgres.stop())
  return postgres
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function serverPid(postgres: EmbeddedPostgres): number {
  return Number(readFileSync(join(postgres.folder, 'data/postmaster.pid'), 'utf8').split('\n')[0])
}

it('finds everything as it was after a stop, on the same port', async () => {
  const dir = newFolder()
  const first = await start(dir)
  await ask(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)')
  await first.stop()
  const second = await start(dir)
  expect(second).toMatchObject({ url: first.url, joined: false })
  expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
})

it('starts again after kill -9', async () => {
  const dir = newFolder()
  const first = await start(dir, 'durable')
  await ask(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)')
  process.kill(serverPid(first), 'SIGKILL')
  const second = await start(dir)
  expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
})

it('joins a server that runs already', async () => {
  const dir = newFolder()
  const first = await start(dir)
  expect(await start(dir)).toMatchObject({ url: first.url, joined: true })
})

it('starts one server for two starters at once', async () => {
  const dir = newFolder()
  const program = new URL('../../dist/postgres/start-postgres.js', import.meta.url).href
  const script = `import { startPostgres } from '${program}'
    const { url, joined } = await startPostgres({ dir: '${dir}', durability: 'throwaway' })
    console.log(JSON.stringify({ url, joined }))`
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  const answers = await Promise.all([run(), run(), run()])
  await start(dir)
  const started = answers.map(({ stdout }) => JSON.parse(stdout) as { url: string; joined: boolean })
  expect(new Set(started.map(({ url }) => url)).size).toBe(1)
  expect(started.filter(({ joined }) => !joined)).toHaveLength(1)
})

it('takes another port when its own was taken in the meantime', async () => {
  const dir = newFolder()
  const first = await start(dir)
  await first.stop()
  const squatter = createServer()
  await new Promise<void>((done) => squatter.listen(first.port, '127.0.0.1', done))
  cleanUps.push(() => new Promise<void>((done) => squatter.close(() => done())))
  const second = await start(dir)
  expect(second.port).not.toBe(first.port)
  expect(await ask(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
})

it('throws away a cluster whose making was cut short', async () => {
  const dir = newFolder()
  const first = await start(dir)
  await first.stop()
  rmSync(join(first.folder, 'data/PG_VERSION'))
  writeFileSync(join(first.folder, 'data/half'), '')
  expect(await ask((await start(dir)).url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
})

it('lets nobody in without the generated password', async () => {
  const postgres = await start(newFolder())
  await expect(ask(postgres.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/)
  expect(statSync(join(postgres.folder, 'superuser-password')).mode & 0o777).toBe(0o600)
})

it.runIf(process.getuid?.() === 0)('lives elsewhere when its own account may not enter the data folder', async () => {
  const closed = newFolder()
  const dir = join(closed, 'postgres')
  const postgres = await start(dir)
  cleanUps.splice(-1, 0, () => rmSync(postgres.folder, { recursive: true, force: true }))
  expect(postgres.folder).not.toContain(closed)
  await postgres.stop()
  expect((await start(dir)).folder).toBe(postgres.folder)
})
