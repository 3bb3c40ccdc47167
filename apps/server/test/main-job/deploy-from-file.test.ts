import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommandLine } from '../command-line.js'
import { deviceBecomes, type Office, openOffice } from './office.js'

let office: Office
let folder: string
beforeAll(async () => {
  office = await openOffice()
  folder = await mkdtemp(join(tmpdir(), 'maestro-deploy-'))
})
afterAll(async () => {
  await office?.close()
  await rm(folder, { recursive: true })
})

const scopes = ['configuration.view', 'configuration.manage', 'deployments.view', 'deployments.manage']

async function maestro(...args: string[]) {
  const { body } = await office.admin.post(`${office.path}/tokens`, { name: 'Pipeline', scopes })
  return runCommandLine(args, { folder, url: office.processes.origin, token: body.secret })
}
const file = (theme: string, serial: string) => `version: 1
profiles:
  - { name: House, values: { ui.theme: ${theme} } }
assignments:
  - { profile: House, scope: { kind: organization }, priority: 100 }
devices:
  - { serial: ${serial}, values: { network.mtu: 1400 } }
`

it('a file goes all the way to the devices, and the pipeline hears how it went', async () => {
  const [one, two] = [await office.device(), await office.device()]
  const fleet = await office.fleet([one, two])
  for (const device of [one, two]) await deviceBecomes(office, device, { connection: 'online', state: 'active' })
  await writeFile(join(folder, 'house.yaml'), file('Night', one.serial))
  const first = await maestro('apply', '-f', 'house.yaml', '--yes', '--deploy', '--wait', '--timeout', '1')
  expect(first.err).toContain('2 devices would change')
  expect(first).toMatchObject({ code: 0, err: expect.stringContaining('finished: 2 confirmed, 0 failed') })
  expect(fleet.device(one.serial).settings).toEqual({ ui: { theme: 'Night' }, network: { mtu: 1400 } })
  expect(fleet.device(two.serial).settings).toEqual({ ui: { theme: 'Night' } })

  const nothing = await maestro('apply', '-f', 'house.yaml', '--yes', '--deploy')
  expect(nothing).toMatchObject({ code: 0, err: expect.stringContaining('nothing to deploy') })

  fleet.device(two.serial).setBehaviour('refuses')
  await writeFile(join(folder, 'house.yaml'), file('Light', one.serial))
  const second = await maestro('apply', '-f', 'house.yaml', '--yes', '--deploy', '--wait', '--timeout', '1')
  expect(second).toMatchObject({ code: 1, err: expect.stringContaining('1 confirmed, 1 failed') })
})

/** The configuration that a deployment has released to a device. */
const releasedTo = async ({ id }: { id: string }) => {
  const sql = 'SELECT document FROM released_configurations WHERE device_id = $1'
  return (await office.owner.query(sql, [id])).rows[0]?.document
}
const aboutOne = (serial: string, mtu: number) =>
  `version: 1\ndevices:\n  - { serial: ${serial}, values: { network.mtu: ${mtu} } }\n`

it('a file about one device is deployed to that one, and what others left waiting goes along only when told', async () => {
  const [mine, others] = [await office.device(), await office.device()]
  for (const { id } of (await office.admin.get(`${office.path}/assignments`)).body.items)
    await office.admin.remove(`${office.path}/assignments/${id}`)
  const assign = async (name: string, values: object, scopeId: string) => {
    const made = await office.admin.post(`${office.path}/profiles`, { name, values })
    const body = { profileId: made.body.id, scopeKind: 'device', scopeId }
    expect((await office.admin.post(`${office.path}/assignments`, body)).status).toBe(201)
  }
  await assign('Of a colleague', { 'audio.defaultVolume': 40 }, others.id)
  await writeFile(join(folder, 'one.yaml'), aboutOne(mine.serial, 1400))
  const first = await maestro('apply', '-f', 'one.yaml', '--yes', '--deploy')
  expect(first).toMatchObject({ code: 0, err: expect.stringContaining('1 device would change') })
  expect(await releasedTo(others)).toBeUndefined()

  await assign('Of another colleague', { 'audio.defaultVolume': 60 }, mine.id)
  await writeFile(join(folder, 'one.yaml'), aboutOne(mine.serial, 1300))
  const before = (await office.owner.query('SELECT count(*)::int AS n FROM deployments')).rows
  const second = await maestro('apply', '-f', 'one.yaml', '--yes', '--deploy')
  expect(second).toMatchObject({ code: 3, err: expect.stringMatching(/carries 1 change .*audio\.defaultVolume/s) })
  expect((await office.owner.query('SELECT count(*)::int AS n FROM deployments')).rows).toEqual(before)

  const third = await maestro('apply', '-f', 'one.yaml', '--yes', '--deploy')
  expect(third).toMatchObject({ code: 0, err: expect.stringContaining('--include-pending') })
  await writeFile(join(folder, 'one.yaml'), aboutOne(mine.serial, 1350))
  const fourth = await maestro('apply', '-f', 'one.yaml', '--yes', '--deploy', '--include-pending')
  expect(fourth).toMatchObject({ code: 0, err: expect.stringContaining('1 device would change') })
  expect((await office.owner.query('SELECT count(*)::int AS n FROM deployments')).rows).not.toEqual(before)
  expect(await releasedTo(others)).toBeUndefined()
})
