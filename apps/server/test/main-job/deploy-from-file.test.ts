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
