import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildDevice, buildLocation, buildOrganization, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../command-line.js'
import { type RunningApi, runApi } from '../running-api.js'
import type { Visitor } from '../visitor.js'

let api: RunningApi
let folder: string
let url: string
let admin: Visitor
let organization: { id: string; name: string; slug: string }
let token: string

beforeAll(async () => {
  api = await runApi()
  await api.fastify.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(api.fastify.server.address() as AddressInfo).port}`
  folder = await mkdtemp(join(tmpdir(), 'maestro-files-'))
  organization = await buildOrganization(api.owner, { name: 'Acme' })
  const organizationId = organization.id
  admin = await api.signedIn('admin', organizationId)
  const scopes = ['configuration.view', 'configuration.manage', 'configuration.lock', 'deployments.approve']
  const made = await admin.post(`/organizations/${organizationId}/tokens`, { name: 'Pipeline', scopes })
  token = made.body.secret
  const locationId = await buildLocation(api.owner, { organizationId, name: 'Hamburg' })
  const roomId = await buildRoom(api.owner, { organizationId, locationId, name: 'Alster' })
  await buildDevice(api.owner, { organizationId, roomId, serial: 'ALSTER-1', model: 'gtm-5250' })
})
afterAll(async () => {
  await api.close()
  await rm(folder, { recursive: true })
})

const maestro = (...args: string[]) => runCommandLine(args, { folder, url, token })
const save = (name: string, text: string) => writeFile(join(folder, name), text)

const house = `version: 1
profiles:
  - name: House
    values:
      ui.theme: Night
      snmp.community: open sesame
    locked: [ui.theme]
assignments:
  - profile: House
    scope: { kind: location, name: Hamburg }
    priority: 100
devices:
  - serial: ALSTER-1
    values:
      network.mtu: 1400
`

describe('from a file', () => {
  it('the changes are planned, applied, and then done', async () => {
    await save('house.yaml', house)
    const planned = await maestro('plan', '-f', 'house.yaml')
    expect(planned).toMatchObject({ code: 2, err: '' })
    expect(planned.out).toContain('Plan for Acme:')
    expect(planned.out).toContain(
      '+ profile House\n    locked: ["ui.theme"]\n    snmp.community: (new secret)\n    ui.theme: Night',
    )
    expect(planned.out).toContain('3 to create, 0 to change, 0 to remove.')
    expect(planned.out).not.toContain('open sesame')
    expect(planned.out).not.toContain('\u001b')

    expect(await maestro('apply', '-f', 'house.yaml')).toMatchObject({ code: 1, err: expect.stringContaining('--yes') })
    const applied = await maestro('apply', '-f', 'house.yaml', '--yes', '--reason', 'As agreed')
    expect(applied).toMatchObject({ code: 0, err: expect.stringContaining('Saved: 3 changes.') })
    expect((await maestro('plan', '-f', 'house.yaml')).out).toContain('~ snmp.community: (secret, set again)')
    await save('kept.yaml', house.replace('open sesame', '{ $secret: unchanged }'))
    expect(await maestro('plan', '-f', 'kept.yaml')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing to do'),
    })
    const { rows } = await api.owner.query(
      "SELECT actor_name, reason FROM audit_entries WHERE action = 'configuration.applied-from-file'",
    )
    expect(rows).toEqual([{ actor_name: 'Pipeline', reason: 'As agreed' }])
  })

  it('an export is what was applied, byte by byte the same each time, and holds no secret', async () => {
    expect(await maestro('export', '-o', 'all.yaml', '--organization', organization.slug)).toMatchObject({ code: 0 })
    const text = await readFile(join(folder, 'all.yaml'), 'utf8')
    expect(text).toContain('name: House')
    expect(text).not.toContain('open sesame')
    expect((await maestro('export')).out).toBe(text)
    expect(await maestro('plan', '-f', 'all.yaml')).toMatchObject({ code: 0 })
  })

  it('an edited export changes what was edited', async () => {
    const text = (await readFile(join(folder, 'all.yaml'), 'utf8')).replace('ui.theme: Night', 'ui.theme: Light')
    await save('all.yaml', text)
    const planned = await maestro('plan', '-f', 'all.yaml')
    expect(planned).toMatchObject({ code: 2, out: expect.stringContaining('~ ui.theme: Night → Light') })
    const json = JSON.parse((await maestro('plan', '-f', 'all.yaml', '--json')).out)
    expect(json.actions).toMatchObject([{ kind: 'update', object: 'profile', name: 'House' }])
    expect(await maestro('apply', '-f', 'all.yaml', '--yes')).toMatchObject({ code: 0 })
  })

  it('several files are one, and what they leave out goes with --prune only', async () => {
    await save(
      'one.yaml',
      'version: 1\nprofiles:\n  - name: House\n    values: { ui.theme: Light }\n    locked: [ui.theme]\n',
    )
    await save('two.yaml', 'version: 1\nprofiles:\n  - name: Quiet\n    values: { network.mtu: 1300 }\n')
    const gentle = await maestro('plan', '-f', 'one.yaml', '-f', 'two.yaml')
    expect(gentle.out).toContain('1 to create, 0 to change, 0 to remove.')
    const hard = await maestro('apply', '-f', 'one.yaml', '-f', 'two.yaml', '--prune', '--yes')
    expect(hard.out).toContain('- assignment House → location Hamburg')
    expect(hard.out).toContain('- snmp.community: (secret)')
    expect(hard).toMatchObject({ code: 0 })
    const { out } = await maestro('export')
    expect(out).not.toContain('Hamburg')
    expect(out).not.toContain('snmp.community')
  })
})

describe('what cannot be', () => {
  it('is refused with file, line and path', async () => {
    await save(
      'wrong.yaml',
      'version: 1\nprofiles:\n  - name: Wrong\n    values:\n      ui.theme: Night\n      no.such.key: 1\ndevices:\n  - serial: NOBODY\n    values: {}\n',
    )
    const unknown = await maestro('plan', '-f', 'wrong.yaml')
    expect(unknown).toMatchObject({ code: 3, out: '' })
    expect(unknown.err).toMatch(/wrong\.yaml:8: devices\[0\]\.serial: .*"NOBODY"/)
    await save(
      'wrong.yaml',
      'version: 1\nprofiles:\n  - name: Wrong\n    values:\n      ui.theme: Night\n      no.such.key: 1\n',
    )
    const { code, err } = await maestro('apply', '-f', 'wrong.yaml', '--yes')
    expect(code).toBe(3)
    expect(err).toMatch(/wrong\.yaml:6: profiles\[0\]\.values\["no\.such\.key"\]: There is no setting "no\.such\.key"/)
  })

  it('is a plan that somebody overtook', async () => {
    const path = `/organizations/${organization.id}/configuration`
    const file = { version: 1, profiles: [{ name: 'Late', values: {} }] }
    const { body } = await admin.post(`${path}/plan`, { file })
    await save('early.yaml', 'version: 1\nprofiles:\n  - name: Early\n    values: {}\n')
    expect(await maestro('apply', '-f', 'early.yaml', '-y')).toMatchObject({ code: 0 })
    expect((await admin.post(`${path}/apply`, { file, hash: body.hash })).body.code).toBe('configuration.plan-outdated')
  })

  it('is a token that is none, or one without the right', async () => {
    await save('early.yaml', 'version: 1\nprofiles:\n  - name: Early\n    values: { ui.theme: Night }\n')
    expect(await maestro('plan', '-f', 'early.yaml', '--token', 'mst_wrong')).toMatchObject({
      code: 1,
      err: expect.stringContaining('MAESTRO_TOKEN'),
    })
    const made = await admin.post(`/organizations/${organization.id}/tokens`, {
      name: 'Reader',
      scopes: ['configuration.view'],
    })
    const reading = await maestro('plan', '-f', 'early.yaml', '--token', made.body.secret)
    expect(reading).toMatchObject({ code: 3, err: expect.stringContaining('configuration.manage') })
    expect(await maestro('export', '--organization', 'elsewhere')).toMatchObject({
      code: 1,
      err: expect.stringContaining(organization.slug),
    })
  })
})
