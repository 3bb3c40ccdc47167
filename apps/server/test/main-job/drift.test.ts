import { patient } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { auditOf, change, deviceBecomes, type Office, openOffice, targetBecomes } from './office.js'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

/** A device with a setting that somebody in the room then changes. */
async function drifted() {
  const device = await office.device()
  const pretend = (await office.fleet([device])).device(device.serial)
  await deviceBecomes(office, device, { connection: 'online', state: 'active' })
  expect((await change(office, device, { 'ui.theme': 'Night', 'network.mtu': 1400 })).status).toBe(202)
  await targetBecomes(office, device, { state: 'confirmed' })
  await deviceBecomes(office, device, { drift: 0 })
  await pretend.changeSetting('ui.theme', 'Light')
  await deviceBecomes(office, device, { drift: 1 })
  return { device, pretend }
}
const items = (deviceId: string) => ({ items: [{ deviceId, keys: ['ui.theme'] }] })

describe('a setting that somebody changes in the room', () => {
  it('is found, with what it should be, and is gone when it is changed back', async () => {
    const { device, pretend } = await drifted()
    const { body } = await office.admin.get(`${office.path}/drift?deviceId=${device.id}`)
    expect(body.items).toMatchObject([
      { key: 'ui.theme', wanted: 'Night', reported: 'Light', cause: 'changed-on-device', adoptable: true },
    ])
    await pretend.startCall()
    await pretend.endCall()
    await pretend.changeSetting('ui.theme', 'Night')
    await deviceBecomes(office, device, { drift: 0 })
    const found = (await auditOf(office, device)).filter(({ action }) => action === 'drift.found')
    expect(found).toMatchObject([{ before: { 'ui.theme': 'Night' }, after: { 'ui.theme': 'Light' } }])
  })

  it('is put right when it is enforced', async () => {
    const { device, pretend } = await drifted()
    const answer = await office.admin.post(`${office.path}/drift/enforce`, items(device.id))
    expect(answer).toMatchObject({ status: 202, body: { devices: 1 } })
    await targetBecomes(office, device, { deploymentId: answer.body.deploymentId, state: 'confirmed' })
    expect(pretend.settings).toEqual({ ui: { theme: 'Night' }, network: { mtu: 1400 } })
    await deviceBecomes(office, device, { drift: 0 })
  })

  it('is what should be once it is adopted', async () => {
    const { device, pretend } = await drifted()
    const answer = await office.admin.post(`${office.path}/drift/adopt`, items(device.id))
    expect(answer).toMatchObject({ status: 202, body: { devices: 1, skipped: [] } })
    await targetBecomes(office, device, { deploymentId: answer.body.deploymentId, state: 'confirmed' })
    await deviceBecomes(office, device, { drift: 0 })
    expect(pretend.settings).toMatchObject({ ui: { theme: 'Light' } })
    const { body } = await office.admin.get(`${office.path}/devices/${device.id}/configuration`)
    const theme = body.values.find(({ key }: { key: string }) => key === 'ui.theme')
    expect(theme).toMatchObject({ value: 'Light', layer: { kind: 'device' } })
    await vi.waitFor(() => expect(pretend.desiredVersion).toBe(2), patient)
  })
})
