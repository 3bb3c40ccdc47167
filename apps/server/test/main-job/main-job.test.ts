import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditOf, change, deviceBecomes, type Office, openOffice, targetBecomes } from './office.js'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

const monitors = (value: string) => ({ 'display.monitors': value })

describe('the main job', () => {
  it('goes from a refusal over a licence key to a change that the device has confirmed', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online', state: 'active' })

    const refused = await change(office, device, monitors('Dual'))
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'configuration.refused',
        errors: [{ path: 'display.monitors', code: 'configuration.feature-missing' }],
      },
    })
    expect(refused.body.errors[0].message).toMatch(/dual.?screen/i)

    const key = await office.licenseKey()
    const activations = `${office.path}/devices/${device.id}/activations`
    const mistyped = key.replace(/.$/, (last) => (last === '7' ? '8' : '7'))
    expect(await office.admin.post(activations, { key: mistyped })).toMatchObject({
      status: 422,
      body: { code: 'license-key.mistyped' },
    })
    const strange = await import('@maestro/domain').then(({ formatLicenseKey }) =>
      formatLicenseKey(new Uint8Array(12).fill(9)),
    )
    expect(await office.admin.post(activations, { key: strange })).toMatchObject({
      status: 404,
      body: { code: 'license-key.unknown' },
    })
    expect(await office.admin.post(activations, { key })).toMatchObject({
      status: 200,
      body: { featureKey: 'dual-screen', alreadyActive: false },
    })
    await targetBecomes(office, device, { state: 'confirmed', changes: [{ key: 'license.dual-screen', after: true }] })

    const preview = await office.admin.post(`${office.path}/devices/${device.id}/configuration/preview`, {
      values: monitors('Dual'),
    })
    expect(preview.body).toMatchObject({
      changes: [{ key: 'display.monitors', after: 'Dual' }],
      inCall: false,
      delivery: 'now',
    })
    const accepted = await change(office, device, monitors('Dual'))
    expect(accepted.status).toBe(202)
    await targetBecomes(office, device, { state: 'confirmed', attempts: 1 })
    expect(fleet.device(device.serial).settings).toEqual({ display: { monitors: 'Dual' } })
    expect(fleet.transcript.filter(({ serial }) => serial === device.serial).map(({ event }) => event)).toEqual([
      'received',
      'applied',
      'received',
      'applied',
    ])

    const entries = await auditOf(office, device)
    expect(entries.map(({ action }) => action)).toEqual([
      'device.created',
      'claim-code.created',
      'device.enrolled',
      'configuration.refused',
      'license.refused',
      'license.refused',
      'license.activated',
      'target.planned',
      'target.sent',
      'license.confirmed',
      'target.confirmed',
      'configuration.changed',
      'target.planned',
      'target.sent',
      'target.confirmed',
    ])
    const [changed, planned, sent, confirmed] = entries.slice(-4)
    const person = { actor: `person:${office.admin.personId}`, actor_name: 'The admin' }
    const values = { before: { 'display.monitors': null }, after: monitors('Dual') }
    expect(changed).toMatchObject({ ...person, ...values })
    expect(planned).toMatchObject({ ...person, ...values })
    expect(sent).toMatchObject({ actor: 'system:deployments', ...values, details: { attempt: 1 } })
    expect(confirmed).toMatchObject({ actor: `device:${device.id}`, ...values })
  })
})
