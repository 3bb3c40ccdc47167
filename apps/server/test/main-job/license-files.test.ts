import { type LicenseKeySet, licenseKeysPath, verifyLicense } from '@maestro/contract/devices'
import { buildOrganization, buildPool, patient } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Audit } from '../../src/audit/audit.js'
import { type LinkChannel, openLinkChannel } from '../../src/device-link/link-channel.js'
import { serverPassword } from '../../src/device-link/server-identity.js'
import { ConfirmLicenses } from '../../src/license-files/confirm-licenses.js'
import { currentSigningKey, type SigningKey, signLicense } from '../../src/license-files/signing-key.js'
import { inOrganization } from '../../src/platform/in-organization.js'
import { deriveKeyOf } from '../../src/platform/settings.js'
import { auditOf, deviceBecomes, type Office, type OfficeDevice, openOffice, targetBecomes } from './office.js'

let office: Office
let channel: LinkChannel
let key: SigningKey

beforeAll(async () => {
  office = await openOffice()
  await buildPool(office.owner, { organizationId: office.organizationId, units: 50 })
  const { platform } = office.people
  channel = await openLinkChannel({
    url: `mqtt://127.0.0.1:${office.processes.environment['MAESTRO_MQTT_PORT']}`,
    password: serverPassword(deriveKeyOf(platform.settings)),
    log: platform.log,
  })
  key = await platform.database.prisma.$transaction((tx) => currentSigningKey(tx, platform.settings.keyRing, undefined))
})
afterAll(async () => {
  await channel?.close()
  await office?.close()
})

const activate = (device: OfficeDevice) =>
  office.admin.post(`${office.path}/devices/${device.id}/activations`, { featureKey: 'dual-screen' })
const release = (device: OfficeDevice) =>
  office.admin.api('DELETE', `${office.path}/devices/${device.id}/activations/dual-screen`)
const fileOf = async (device: OfficeDevice) =>
  (await office.admin.get(`${office.path}/devices/${device.id}/license-file`)).body
const published = async (): Promise<LicenseKeySet> =>
  (await fetch(`${office.processes.origin}${licenseKeysPath}`)).json() as Promise<LicenseKeySet>
const verdictOn = async (file: string, serial: string) =>
  (await verifyLicense(file, await published(), { serial, at: () => new Date() })).verdict

/** Resolves once the device has said that it holds its file number so and so; answers the file. */
async function confirmed(device: OfficeDevice, issue: number) {
  await vi.waitFor(
    async () => expect(await fileOf(device)).toMatchObject({ issue, confirmedAt: expect.any(String) }),
    patient,
  )
  return fileOf(device)
}

const activationOf = async (device: OfficeDevice) =>
  (await office.owner.query('SELECT issue, confirmed_at FROM activations WHERE device_id = $1', [device.id])).rows[0]

describe('the licence of a device', () => {
  it('is a file that anybody can verify, that the device keeps, and that it has confirmed', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online', state: 'active' })
    expect(await activate(device)).toMatchObject({ status: 200 })
    const file = await confirmed(device, 1)
    expect(file.features).toEqual([{ featureKey: 'dual-screen', from: null, until: null }])
    expect(fleet.device(device.serial).licenseFile).toBe(file.file)
    expect(await verdictOn(file.file, device.serial)).toBe('valid')
    expect(await verdictOn(file.file, 'ANOTHER')).toBe('foreign')
    expect(await activationOf(device)).toEqual({ issue: 1, confirmed_at: expect.any(Date) })
    await targetBecomes(office, device, {
      state: 'confirmed',
      changes: [{ key: 'license.dual-screen', before: false, after: true }],
    })
    const entries = (await auditOf(office, device)).filter(({ action }) => action === 'license.confirmed')
    expect(entries).toMatchObject([
      { actor: `device:${device.id}`, details: { issue: 1, keyId: file.keyId, features: ['dual-screen'] } },
    ])
    expect((await release(device)).status).toBe(200)
    expect((await confirmed(device, 2)).features).toEqual([])
    const { body } = await office.admin.get(`${office.path}/devices/${device.id}/license-files?limit=1`)
    expect(body).toMatchObject({ items: [{ issue: 2 }], nextCursor: expect.any(String) })
    await fleet.stop()
  })

  it('is a step in the life of the key that it came with, and what is said of it later is another', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    const key = await office.licenseKey()
    const path = `${office.path}/devices/${device.id}/activations`
    expect((await office.admin.post(path, { key })).status).toBe(200)
    await confirmed(device, 1)
    const kinds = async () => {
      const { rows } = await office.owner.query('SELECT id FROM license_keys WHERE redeemed_by = $1', [
        office.organizationId,
      ])
      const { body } = await office.admin.get(`${office.path}/licenses/keys/${rows[0].id}`)
      return body.events.map(({ kind }: { kind: string }) => kind)
    }
    expect(await kinds()).toEqual(['issued', 'redeemed', 'activated', 'confirmed'])
    expect((await release(device)).status).toBe(200)
    await confirmed(device, 2)
    expect(await kinds()).toEqual(['issued', 'redeemed', 'activated', 'confirmed', 'released'])
    await fleet.stop()
  })

  it('waits for a device that is offline', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    fleet.device(device.serial).goOffline()
    await deviceBecomes(office, device, { connection: 'offline' })
    await activate(device)
    await targetBecomes(office, device, { state: 'waiting', reason: { code: 'offline' } })
    expect(await activationOf(device)).toEqual({ issue: null, confirmed_at: null })
    fleet.device(device.serial).comeBack()
    expect((await confirmed(device, 1)).features).toHaveLength(1)
    await fleet.stop()
  })

  it('comes with its enrolment when something was activated before', async () => {
    const device = await office.device()
    expect((await activate(device)).status).toBe(200)
    expect((await fileOf(device)).code).toBe('request.not-found')
    const fleet = await office.fleet([device])
    expect(fleet.device(device.serial).licenseFile ?? (await confirmed(device, 1)).file).toBeTruthy()
    await confirmed(device, 1)
    await fleet.stop()
  })

  it('is confirmed by nobody who names a number that was never given', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    fleet.device(device.serial).goOffline()
    await deviceBecomes(office, device, { connection: 'offline' })
    await activate(device)
    await office.owner.query('UPDATE device_statuses SET license_issue = 99 WHERE device_id = $1', [device.id])
    const { platform } = office.people
    const { organizationId } = office
    await inOrganization({ organizationId, actor: 'system:test' }, () =>
      new ConfirmLicenses(platform, new Audit(platform)).run(organizationId, [device.id]),
    )
    expect(await activationOf(device)).toEqual({ issue: null, confirmed_at: null })
    await fleet.stop()
  })
})

describe('a pretend device', () => {
  it('refuses a file that is forged, for another, over, or older, and keeps its own', async () => {
    const [device, other] = [await office.device(), await office.device()]
    const fleet = await office.fleet([device, other])
    for (const one of [device, other]) await deviceBecomes(office, one, { connection: 'online' })
    for (const one of [device, other]) await activate(one)
    const own = await confirmed(device, 1)
    const foreign = await confirmed(other, 1)
    await release(device)
    const kept = (await confirmed(device, 2)).file
    const [header, , signature] = kept.split('.')
    const payload = { iss: 'x', sub: device.id, serial: device.serial, issue: 9, iat: 1, features: [] as object[] }
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url')
    const over = signLicense(key, { ...payload, features: [{ key: 'dual-screen', from: null, until: 2 }] } as never)
    let version = fleet.device(device.serial).desiredVersion
    for (const [license, code] of [
      [`${header}.${body}.${signature}`, 'license-forged'],
      [foreign.file, 'license-foreign'],
      [own.file, 'license-superseded'],
      [over, 'license-expired'],
      [signLicense({ ...key, id: 'nobody' }, payload as never), 'license-unknown-key'],
    ] as const) {
      version += 1
      // A device is not believed to hold what was never given out.
      await office.owner.query('UPDATE released_configurations SET version = $2 WHERE device_id = $1', [
        device.id,
        version,
      ])
      const message = { version, full: true as const, state: { settings: {}, license } }
      await channel.send({ tenant: office.organizationId, device: device.id }, 'desired', message)
      const errors = 'SELECT apply_errors AS errors FROM device_statuses WHERE device_id = $1 AND desired_version = $2'
      await vi.waitFor(
        async () =>
          expect((await office.owner.query(errors, [device.id, version])).rows).toMatchObject([
            { errors: [{ path: '/license', code }] },
          ]),
        patient,
      )
      expect(fleet.device(device.serial).licenseFile).toBe(kept)
    }
    await fleet.stop()
  })

  it('goes by the moment of signing when its clock is behind, and refuses by a clock that is far ahead', async () => {
    const device = await office.device()
    const poolId = await buildPool(office.owner, {
      organizationId: office.organizationId,
      validUntil: new Date(Date.now() + 86_400_000),
    })
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    fleet.device(device.serial).setClockWrong(-20 * 365 * 86_400)
    expect((await activate(device)).status).toBe(200)
    expect((await confirmed(device, 1)).expiresAt).not.toBeNull()
    await release(device)
    await confirmed(device, 2)
    fleet.device(device.serial).setClockWrong(400 * 86_400)
    await activate(device)
    await targetBecomes(office, device, {
      state: 'failed',
      reason: { code: 'refused-by-device', errors: [{ path: '/license', code: 'license-expired' }] },
    })
    await office.owner.query('UPDATE license_pools SET units = active WHERE id = $1', [poolId])
    await fleet.stop()
  })
})

describe('the signing key', () => {
  it('is changed by the operator only; what it signed before stays verifiable', async () => {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    await activate(device)
    const before = await confirmed(device, 1)
    expect(await office.admin.post(`${office.path}/license-signing-keys`)).toMatchObject({
      status: 403,
      body: { code: 'license-signing-key.only-operator' },
    })
    const { id } = await buildOrganization(office.owner, { kind: 'operator' })
    const operator = await office.signedIn('admin', id)
    const rotated = await operator.post(`/organizations/${id}/license-signing-keys`)
    expect(rotated).toMatchObject({ status: 201, body: { state: 'current' } })
    await release(device)
    const after = await confirmed(device, 2)
    expect([before.keyId, after.keyId]).toEqual([key.id, rotated.body.id])
    expect((await published()).keys.map(({ kid }) => kid)).toEqual([rotated.body.id, key.id])
    for (const { file } of [before, after]) expect(await verdictOn(file, device.serial)).toBe('valid')
    expect(fleet.device(device.serial).licenseFile).toBe(after.file)
    const { rows } = await office.owner.query('SELECT sealed FROM system.license_signing_keys')
    expect(rows.some(({ sealed }) => sealed.includes('PRIVATE KEY'))).toBe(false)
    await fleet.stop()
  })
})
