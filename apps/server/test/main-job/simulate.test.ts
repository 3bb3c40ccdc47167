import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { patient } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Office, openOffice } from './office.js'

const program = join(import.meta.dirname, '../../../simulator/dist/main.js')
let office: Office
let folder: string
let token: string

beforeAll(async () => {
  office = await openOffice()
  folder = await mkdtemp(join(tmpdir(), 'maestro-simulate-'))
  const scopes = ['devices.view', 'devices.manage']
  const made = await office.admin.post(`${office.path}/tokens`, { name: 'Simulator', scopes })
  expect(made.status, made.text).toBe(201)
  token = made.body.secret
})
afterAll(async () => {
  await office.close()
  await rm(folder, { recursive: true })
})

/** The command line, in a process of its own, and what it said. */
function simulate(...args: string[]): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [program, ...args])
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part) => {
      said += String(part)
    })
  return { child, said: () => said }
}

const provisioned = () => ['--server', office.processes.origin, '--devices', '12', '--model', 'gtm-5250']
const withToken = () => ['--api-token', token, '--organization', office.organizationId]

async function online(): Promise<string[]> {
  const { body } = await office.admin.get(`${office.path}/devices?state=online&model=gtm-5250&limit=100`)
  return body.items.map(({ serial }: { serial: string }) => serial).sort()
}

it('pretend devices are made through the public API, come online, and are the same ones when they begin again', async () => {
  const first = simulate(...provisioned(), '--state', folder, ...withToken())
  await vi.waitFor(async () => expect(await online(), first.said()).toHaveLength(12), patient)
  const serials = await online()
  first.child.kill('SIGINT')
  expect((await once(first.child, 'exit'))[0]).toBe(0)
  await vi.waitFor(async () => expect(await online()).toEqual([]), patient)
  const second = simulate(...provisioned(), '--state', folder)
  await vi.waitFor(async () => expect(await online(), second.said()).toEqual(serials), patient)
  second.child.kill('SIGINT')
  expect((await once(second.child, 'exit'))[0]).toBe(0)
})

it.each([
  [
    ['--server', 'nonsense'],
    /^--server must be the address of Maestro, like http:\/\/localhost:8300, not "nonsense"\./,
  ],
  [
    ['--devices', '2', '--seed', '7'],
    /^New devices need claim codes: give --fleet, or --api-token with --organization\./,
  ],
  [
    ['--devices', '1', '--server', 'http://127.0.0.1:2', '--api-token', 'mst_x', '--organization', 'x'],
    /^http:\/\/127\.0\.0\.1:2 cannot be reached \(ECONNREFUSED\)\. Start Maestro, or give its address with --server\./,
  ],
  [['--refuse-rate', '2'], /^--refuse-rate must be from 0 to 1, not "2"\./],
  [[], /^Which devices\? Give --fleet or --devices; --help shows both\./],
])('the command line says what it cannot do: %j', async (args, sentence) => {
  const { child, said } = simulate(...args)
  expect((await once(child, 'exit'))[0]).toBe(1)
  expect(said()).toMatch(sentence)
})
