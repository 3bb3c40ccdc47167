import { setTimeout as pause } from 'node:timers/promises'
import { buildDevice, buildOrganization, patient } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  auditOf,
  change,
  deviceBecomes,
  type Office,
  type OfficeDevice,
  openOffice,
  targetBecomes,
  targetOf,
} from './office.js'
import { openPage } from './open-page.js'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

const theme = (value: string) => ({ 'ui.theme': value })
const stepsOf = async (device: OfficeDevice) =>
  (await auditOf(office, device)).map(({ action }) => action).filter((action) => action.startsWith('target.'))

describe('a change for a device that', () => {
  it('is offline waits, says so, and arrives when the device comes back', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    fleet.device(device.serial).goOffline()
    await deviceBecomes(office, device, { connection: 'offline' })
    expect((await change(office, device, theme('Night'))).status).toBe(202)
    await targetBecomes(office, device, { state: 'waiting', attempts: 0, reason: { code: 'offline' } })
    fleet.device(device.serial).comeBack()
    await targetBecomes(office, device, { state: 'confirmed' })
    expect(fleet.device(device.serial).settings).toEqual({ ui: { theme: 'Night' } })
    expect(await stepsOf(device)).toEqual(['target.planned', 'target.waiting', 'target.sent', 'target.confirmed'])
  })

  it('is in a call waits until the call ends', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    await fleet.device(device.serial).startCall()
    await deviceBecomes(office, device, { inCall: true })
    await change(office, device, theme('Night'))
    await targetBecomes(office, device, { state: 'waiting', reason: { code: 'in-call' } })
    expect(fleet.transcript).toEqual([])
    await fleet.device(device.serial).endCall()
    await targetBecomes(office, device, { state: 'confirmed' })
  })

  it("refuses it fails, with the device's own reason, and can be tried again", async () => {
    const device = await office.device()
    const fleet = await office.fleet([device], { behaviour: 'refuses' })
    await deviceBecomes(office, device, { connection: 'online' })
    const { deploymentId } = (await change(office, device, theme('Night'))).body
    await targetBecomes(office, device, {
      state: 'failed',
      reason: { code: 'refused-by-device', errors: [{ path: '/settings/ui/theme', code: 'unsupported' }] },
    })
    const failed = await targetOf(office, device)
    expect(failed.reason.text).toContain('does not support this value')
    fleet.device(device.serial).setBehaviour('normal')
    const again = await office.admin.post(`${office.path}/deployments/${deploymentId}/retry`)
    expect(again).toMatchObject({ status: 200, body: { state: 'running' } })
    await targetBecomes(office, device, { state: 'confirmed', desiredVersion: failed.desiredVersion + 1 })
    expect(fleet.device(device.serial).settings).toEqual({ ui: { theme: 'Night' } })
  })

  it('never answers is asked again and given up, with what was tried, until it does answer', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device], { behaviour: 'silent' })
    await deviceBecomes(office, device, { connection: 'online' })
    await change(office, device, theme('Night'))
    await targetBecomes(office, device, { state: 'waiting', reason: { code: 'no-answer-yet' }, attempts: 1 })
    await targetBecomes(office, device, { state: 'failed', attempts: 3, reason: { code: 'no-answer' } })
    expect((await targetOf(office, device)).reason.text).toMatch(/3/)
    expect(fleet.transcript.filter(({ event }) => event === 'unanswered')).toHaveLength(3)
    const steps = await stepsOf(device)
    expect(steps.filter((step) => step === 'target.sent')).toHaveLength(3)
    expect(steps.at(-1)).toBe('target.failed')
    fleet.device(device.serial).setBehaviour('normal')
    fleet.device(device.serial).goOffline(0)
    await targetBecomes(office, device, { state: 'confirmed', reason: null })
  })

  it('speaks HTTPS arrives by long poll', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device], { transport: 'https' })
    await deviceBecomes(office, device, { connection: 'online' })
    await change(office, device, theme('Night'))
    await targetBecomes(office, device, { state: 'confirmed' })
    expect(fleet.device(device.serial).settings).toEqual({ ui: { theme: 'Night' } })
  })

  it('was wanted otherwise a moment later gives way to the newer one', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    const themes = ['Night', 'Light', 'Auto', 'Night', 'Light', 'Night']
    const answers: number[] = []
    for (const value of themes) answers.push((await change(office, device, theme(value))).status)
    expect(answers).toEqual(themes.map(() => 202))
    await targetBecomes(office, device, { state: 'confirmed', desiredVersion: themes.length })
    expect(fleet.device(device.serial).settings).toEqual({ ui: { theme: 'Night' } })
    const { items } = (await office.admin.get(`${office.path}/devices/${device.id}/targets`)).body
    for (const { state } of items.slice(1)) expect(['superseded', 'confirmed']).toContain(state)
    expect(items).toHaveLength(themes.length)
    const applied = fleet.transcript.filter(({ event }) => event === 'applied').map(({ version }) => version ?? 0)
    expect(applied).toEqual([...applied].sort((one, other) => one - other))
  })

  it('was cancelled before it was sent never arrives, and neither does its secret', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    await change(office, device, { 'ui.theme': 'Night', 'security.adminPassword': 'the first secret' })
    await targetBecomes(office, device, { state: 'confirmed' })
    const { settings } = fleet.device(device.serial)
    expect(settings).toMatchObject({ ui: { theme: 'Night' }, security: { adminPassword: 'the first secret' } })
    fleet.device(device.serial).goOffline()
    await deviceBecomes(office, device, { connection: 'offline' })
    const { deploymentId } = (
      await change(office, device, { 'ui.theme': 'Light', 'security.adminPassword': 'the second secret' })
    ).body
    await targetBecomes(office, device, { state: 'waiting' })
    const cancelled = await office.admin.post(`${office.path}/deployments/${deploymentId}/cancel`)
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', counts: { cancelled: 1 } } })
    fleet.device(device.serial).comeBack()
    await deviceBecomes(office, device, { connection: 'online', desiredVersion: 3, appliedVersion: 3 })
    expect(fleet.device(device.serial).settings).toEqual(settings)
    expect(JSON.stringify(fleet.transcript)).not.toMatch(/the second secret|Light/)
    expect(await targetOf(office, device)).toMatchObject({
      state: 'cancelled',
      reason: { code: 'cancelled-by-person' },
    })
  })
})

it('a device that is retired is cut off, and what it says with its last token is not heard', async () => {
  const device = await office.device()
  const fleet = await office.fleet([device])
  const pretend = fleet.device(device.serial)
  await deviceBecomes(office, device, { connection: 'online' })
  const retire = `${office.path}/devices/${device.id}/retire`
  expect((await office.admin.post(retire, { cause: 'failed' }, { 'if-match': '*' })).status).toBe(200)
  await vi.waitFor(() => expect(pretend.isOnline).toBe(false), { ...patient, interval: 5 })
  await vi.waitFor(() => expect(pretend.isOnline).toBe(true), patient)
  await pretend.startCall()
  await pause(500)
  await deviceBecomes(office, device, { state: 'retired', connection: 'offline', inCall: false })
})

it('a device that is only recorded is no target, and says why', async () => {
  const { organizationId } = office
  const id = await buildDevice(office.owner, { organizationId, model: 'phone-2105', management: 'recorded' })
  const refused = await change(office, { id, serial: '', claimCode: '' }, { 'network.mtu': 1400 })
  expect(refused).toMatchObject({ status: 409, body: { code: 'device.not-linked' } })
  expect(await targetOf(office, { id, serial: '', claimCode: '' })).toBeUndefined()
})

it('an open page hears of every step, and a page of another organization of nothing', async () => {
  const device = await office.device()
  await office.fleet([device])
  await deviceBecomes(office, device, { connection: 'online' })
  const strangeId = (await buildOrganization(office.owner)).id
  const stranger = await office.signedIn('admin', strangeId)
  const pages = [
    await openPage(office.processes.origin, office.admin, office.path),
    await openPage(office.processes.origin, stranger, `/organizations/${strangeId}`),
  ]
  const [own, other] = pages
  await expect(openPage(office.processes.origin, stranger, office.path)).rejects.toThrow('404')
  // What the stranger did to get here is news in their own organization.
  await pause(500)
  const heardBefore = other?.events.length
  const states = new Set<string>()
  own?.onEvent(async ({ kind }) => {
    if (kind === 'deployment') states.add((await targetOf(office, device)).state)
  })
  await change(office, device, theme('Night'))
  await vi.waitFor(() => expect(states).toContain('confirmed'), patient)
  expect(own?.events.some(({ kind, ids }) => kind === 'device' && ids.includes(device.id))).toBe(true)
  expect(other?.events.slice(heardBefore)).toEqual([])
  for (const page of pages) page.close()
})
