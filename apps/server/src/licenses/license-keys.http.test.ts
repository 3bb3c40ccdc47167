import { formatLicenseKey } from '@maestro/domain'
import { buildActivation, buildDevice, buildGrant, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'
import { lookupHash } from '../platform/keys.js'

let api: RunningApi
let second: RunningApi
let customerId: string
let partnerId: string
let poolId: string
let admin: Visitor
let partner: Visitor

beforeAll(async () => {
  api = await runApi()
  second = await runApi(api.database)
  customerId = (await buildOrganization(api.owner, { name: 'Werft' })).id
  partnerId = (await buildOrganization(api.owner, { kind: 'partner', name: '=Systemhaus' })).id
  await buildGrant(api.owner, { organizationId: customerId, partnerId })
  admin = await api.signedIn('admin', customerId)
  partner = await api.signedIn('partner-admin', partnerId)
  poolId = await buildPool(api.owner, { organizationId: partnerId, units: 10_000 })
})
afterAll(async () => {
  await second.close()
  await api.close()
})

const licenses = (organizationId: string) => `/organizations/${organizationId}/licenses`
const issue = async (more: object = {}): Promise<{ id: string; text: string }> => {
  const { body } = await partner.post(`${licenses(partnerId)}/keys`, { poolId, customerId, ...more })
  return { id: body.key.id, text: body.text }
}
const redeem = (key: string, by = admin, organizationId = customerId) =>
  by.post(`${licenses(organizationId)}/redemptions`, { key })
const unknownKey = (seed: number) => formatLicenseKey(new Uint8Array(12).fill(seed))
const poolRow = async () =>
  (await api.owner.query('SELECT reserved, transferred FROM license_pools WHERE id = $1', [poolId])).rows[0]

describe('keys for an order', () => {
  it('are made at once, and come as CSV with what a QR code says, each time in the audit', async () => {
    const before = await poolRow()
    const path = `${licenses(partnerId)}/key-orders`
    const order = await partner.post(path, { poolId, keys: 1200, unitsEach: 2, orderReference: '=7', customerId })
    expect(order).toMatchObject({ status: 201, body: { keys: 1200, customer: { name: 'Werft' } } })
    expect((await poolRow()).reserved).toBe(before.reserved + 2400)
    const csv = await partner.get(`${path}/${order.body.id}/keys.csv`)
    const [head, ...rows] = csv.text.trim().split('\n')
    expect(head).toBe('key,scan,feature,units,state,order reference,customer')
    expect(rows).toHaveLength(1200)
    expect(new Set(rows).size).toBe(1200)
    const [text = '', scan, ...rest] = rows[700]?.split(',') ?? []
    expect(scan).toBe(`${api.platform.settings.publicUrl}/redeem#${text}`)
    expect(rest).toEqual(['dual-screen', '2', 'issued', "'=7", 'Werft'])
    expect(await redeem(text)).toMatchObject({ status: 200, body: { alreadyRedeemed: false, pool: { units: 2 } } })
    await partner.get(`${path}/${order.body.id}/keys.csv`)
    const { body } = await partner.get(`/organizations/${partnerId}/audit?action=license-keys.printed`)
    expect(body.items).toHaveLength(2)
    const tooMany = await partner.post(path, { poolId, keys: 5000, unitsEach: 2 })
    expect(tooMany.body.code).toBe('license-key.too-few-units')
    const found = await partner.get(`${licenses(partnerId)}/keys?orderReference=%3D7&state=redeemed`)
    expect(found.body.items).toHaveLength(1)
  })

  it('are seen by nobody without the right', async () => {
    const { id } = await issue()
    const auditor = await api.signedIn('auditor', partnerId)
    expect((await auditor.get(`${licenses(partnerId)}/keys/${id}/text`)).status).toBe(403)
    expect((await admin.get(`${licenses(customerId)}/keys/${id}/text`)).status).toBe(404)
  })
})

describe('a key', () => {
  it('is redeemed into the organization, twice the same', async () => {
    const { text } = await issue({ units: 3 })
    const first = await redeem(text.toLowerCase().replaceAll('-', ' '))
    expect(first.body).toMatchObject({ alreadyRedeemed: false, pool: { units: 3, active: 0, origin: 'key' } })
    expect((await redeem(text)).body).toMatchObject({ alreadyRedeemed: true, pool: { id: first.body.pool.id } })
  })

  it('is revoked while nobody has redeemed it, and its units come back', async () => {
    const before = await poolRow()
    const { id, text } = await issue({ units: 5 })
    const revoke = (keyId: string) => partner.post(`${licenses(partnerId)}/keys/${keyId}/revoke`, { why: 'Lost' })
    expect((await revoke(id)).body).toMatchObject({ state: 'revoked' })
    expect((await revoke(id)).body).toMatchObject({ state: 'revoked' })
    expect(await poolRow()).toEqual(before)
    expect((await redeem(text)).body.code).toBe('license.revoked')
    const other = await issue()
    await redeem(other.text)
    expect((await revoke(other.id)).body.code).toBe('license-key.redeemed')
  })

  it('is not redeemed out of a pool that was stopped or has ended', async () => {
    const codes = []
    for (const change of ['suspended_at = now()', 'revoked_at = now()', `valid_until = now() - interval '1 day'`]) {
      const id = await buildPool(api.owner, { organizationId: partnerId })
      const { text } = await issue({ poolId: id })
      await api.owner.query(`UPDATE license_pools SET ${change} WHERE id = $1`, [id])
      codes.push((await redeem(text)).body.code)
    }
    expect(codes).toEqual(['license.suspended', 'license.revoked', 'license.expired'])
  })

  it('tells its whole life to who issued it and who redeemed it, each what they may know', async () => {
    const { id, text } = await issue()
    await partner.get(`${licenses(partnerId)}/keys/${id}/text`)
    const deviceId = await buildDevice(api.owner, { organizationId: customerId, name: 'Bridge' })
    const device = `/organizations/${customerId}/devices/${deviceId}/activations`
    expect((await admin.post(device, { key: text })).status).toBe(200)
    await admin.remove(`${device}/dual-screen`)
    const kinds = async (by: Visitor, organizationId: string) => {
      const { body } = await by.get(`${licenses(organizationId)}/keys/${id}`)
      return body.events.map(({ kind, device, organization }: Record<string, { name: string } | null>) => [
        kind,
        device?.name ?? organization?.name ?? null,
      ])
    }
    const there = [
      ['redeemed', 'Werft'],
      ['activated', 'Bridge'],
      ['released', 'Bridge'],
    ]
    expect(await kinds(admin, customerId)).toEqual([['issued', null], ...there])
    expect(await kinds(partner, partnerId)).toEqual([['issued', null], ['printed', null], ...there])
    await api.owner.query(`UPDATE grants SET rights = '{rooms.view}' WHERE organization_id = $1`, [customerId])
    expect(await kinds(partner, partnerId)).toEqual([
      ['issued', null],
      ['printed', null],
      ['redeemed', 'Werft'],
    ])
    await api.owner.query(`UPDATE grants SET ended_at = now() WHERE organization_id = $1`, [customerId])
    expect((await kinds(partner, partnerId)).at(-1)).toEqual(['redeemed', null])
    await buildGrant(api.owner, { organizationId: customerId, partnerId })
    const stranger = (await buildOrganization(api.owner)).id
    const other = await api.signedIn('owner', stranger)
    expect((await other.get(`${licenses(stranger)}/keys/${id}`)).status).toBe(404)
  })
})

describe('guessing', () => {
  it('is slowed down for all processes together, and known keys count for nothing', async () => {
    const person = await api.person('admin', customerId)
    const [one, other] = [await api.visitor.signIn(person), await second.visitor.signIn(person)]
    for (let seed = 0; seed < 10; seed += 1) {
      expect((await redeem((await issue()).text, one)).status).toBe(200)
      expect((await redeem('AAAAA', one)).body.code).toBe('license-key.mistyped')
      expect((await redeem(unknownKey(seed), seed % 2 ? one : other)).body.code).toBe('license-key.unknown')
    }
    const refused = await redeem(unknownKey(99), other)
    expect(refused).toMatchObject({ status: 429, body: { code: 'license-key.too-many-guesses' } })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    const deviceId = await buildDevice(api.owner, { organizationId: customerId })
    const path = `/organizations/${customerId}/devices/${deviceId}/activations`
    expect((await one.post(path, { key: unknownKey(98) })).status).toBe(429)
    expect((await redeem((await issue()).text, one)).status).toBe(429)
    for (const typed of ['AAAAA', unknownKey(97).replace('-', '-Z')]) {
      expect((await redeem(typed, one)).body.code).toBe('license-key.mistyped')
      expect((await one.post(path, { key: typed })).body.code).toBe('license-key.mistyped')
    }
    expect((await redeem((await issue()).text, admin)).status).toBe(200)
  })

  it('in a burst learns no more than one by one', async () => {
    const person = await api.person('admin', customerId)
    const visitors = [await api.visitor.signIn(person), await second.visitor.signIn(person)]
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, seed) => redeem(unknownKey(100 + seed), visitors[seed % 2])),
    )
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
  })
})

describe('keys of a former vendor', () => {
  const record = (csv: string, more: object = {}) => admin.post(`${licenses(customerId)}/vendor-keys`, { csv, ...more })
  const head = 'key;feature;units;device;evidence;date'

  it('are kept with their proof, count as units, and are on their device', async () => {
    const deviceId = await buildDevice(api.owner, { organizationId: customerId, serial: 'SL-77' })
    const csv = `${head}\nOLD-1;dual-screen;;sl-77;Invoice 12;03.05.2019\n=OLD-2;Dual-Screen;5;;Invoice 13;2019-05-04\n`
    const trial = await record(csv, { dryRun: true })
    expect(trial.body).toMatchObject({ recorded: false, rows: 2, units: 6, errors: [] })
    expect((await record(csv)).body).toMatchObject({
      recorded: true,
      features: [{ featureKey: 'dual-screen', keys: 2, units: 6, devices: 1 }],
    })
    const { rows } = await api.owner.query(
      `SELECT p.units, p.active, d.features FROM license_pools p, devices d WHERE p.origin = 'vendor' AND p.organization_id = $1 AND d.id = $2`,
      [customerId, deviceId],
    )
    expect(rows).toEqual([{ units: 6, active: 1, features: ['dual-screen'] }])
    const { body } = await admin.get(`${licenses(customerId)}/keys?state=recorded`)
    const [, first] = body.items
    expect(first).toMatchObject({ evidence: { source: 'Invoice 12', on: '2019-05-03', deviceId } })
    expect((await admin.get(`${licenses(customerId)}/keys/${first.id}/text`)).body).toEqual({
      text: 'OLD-1',
      scan: null,
    })
    const revoke = await admin.post(`${licenses(customerId)}/keys/${first.id}/revoke`, { why: 'x' })
    expect(revoke.body.code).toBe('license-key.of-vendor')
    const again = (key: string) => record(`${head}\n${key};dual-screen;;;x;2020-01-01`)
    const repeated = { code: 'vendor-keys.wrong-rows', errors: [{ path: '2.key' }] }
    for (const key of ['OLD-1', 'old 1']) expect((await again(key)).body).toMatchObject(repeated)
    const letterByLetter = lookupHash(api.platform.settings.keyRing, 'vendor-key', `${customerId}:OLD-1`)
    await api.owner.query('UPDATE license_keys SET hash = $2 WHERE id = $1', [first.id, letterByLetter])
    for (const key of ['OLD-1', 'old-1']) expect((await again(key)).body).toMatchObject(repeated)
    const { body: list } = await admin.get(`${licenses(customerId)}/pools?state=valid`)
    const vendor = list.items.find(({ origin }: { origin: string }) => origin === 'vendor')
    const suspend = `${licenses(customerId)}/pools/${vendor.id}/suspend`
    expect((await admin.post(suspend, { why: 'x' }, { 'if-match': '*' })).body.code).toBe('license-pool.of-vendor')
  })

  it('give a device back what another pool no longer covers, whose unit comes free', async () => {
    const former = await buildPool(api.owner, { organizationId: customerId, units: 1 })
    const deviceId = await buildDevice(api.owner, { organizationId: customerId, serial: 'SL-78' })
    await buildActivation(api.owner, { organizationId: customerId, deviceId, poolId: former })
    await api.owner.query(`UPDATE activations SET dropped_at = now(), drop_cause = 'suspended' WHERE device_id = $1`, [
      deviceId,
    ])
    const csv = `${head}\nFIRST-1;dual-screen;;sl-78;Invoice 14;2019-05-05\nOTHER-1;dual-screen;;sl-78;Invoice 14;2019-05-05`
    expect((await record(csv)).body).toMatchObject({ recorded: true, rows: 2, units: 2 })
    const { rows } = await api.owner.query(
      `SELECT d.features, p.origin, a.key_hint, f.active FROM devices d JOIN activations a ON a.device_id = d.id
         JOIN license_pools p ON p.id = a.pool_id JOIN license_pools f ON f.id = $2 WHERE d.id = $1`,
      [deviceId, former],
    )
    expect(rows).toEqual([{ features: ['dual-screen'], origin: 'vendor', key_hint: 'FIR-…', active: 0 }])
    const { body } = await admin.get(`/organizations/${customerId}/audit?action=license.activated&deviceId=${deviceId}`)
    expect(body.items).toHaveLength(1)
  })

  it('are all recorded or none, and each wrong row says what is wrong', async () => {
    const csv = [
      head,
      'N-1;dual-screen;1;;Invoice;2020-01-01',
      'n 1;dual-screen;1;;Invoice;2020-01-01',
      'N-2;teleport;1;;Invoice;2020-01-01',
      'N-3;dual-screen;x;;Invoice;2020-01-01',
      'N-4;dual-screen;1;NO-1;Invoice;2020-01-01',
      'N-5;dual-screen;1;;Invoice;2999-01-01',
      'N-6;dual-screen;1;;;2020-01-01',
    ].join('\n')
    const trial = await record(csv, { dryRun: true })
    expect(trial.body.errors[0].message).toContain('repeats the key of line 2;')
    expect(trial.body.errors.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [3, 'vendor-key.repeated'],
      [4, 'license-pool.unknown-feature'],
      [5, 'vendor-key.units-invalid'],
      [6, 'vendor-key.device-unknown'],
      [7, 'vendor-key.date-invalid'],
      [8, 'vendor-key.missing'],
    ])
    expect((await record(csv)).status).toBe(422)
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM license_keys WHERE hint LIKE 'N-%' OR hint LIKE 'N-…%'`,
    )
    expect(rows).toEqual([{ n: 0 }])
    expect((await record('key,feature\nA,b')).body.code).toBe('vendor-keys.column-missing')
    expect((await record(head)).body.code).toBe('vendor-keys.none')
    const many = [head, ...Array.from({ length: 5001 }, (_, n) => `M-${n};api;1;;I;2020-01-01`)].join('\n')
    expect((await record(many)).body.code).toBe('vendor-keys.too-many')
  })

  it('are five thousand at once', async () => {
    const csv = [head, ...Array.from({ length: 5000 }, (_, n) => `L-${n};api;2;;Invoice;2020-01-01`)].join('\n')
    expect((await record(csv)).body).toMatchObject({ recorded: true, rows: 5000, units: 10_000 })
  })
})

describe('exports', () => {
  it('hold pools, keys and activations, no text and no formula, and are in the audit', async () => {
    const auditor = await api.signedIn('auditor', partnerId)
    const { text } = await issue({ orderReference: '=1+1' })
    const keys = await auditor.get(`${licenses(partnerId)}/keys/export.csv?state=issued`)
    expect(keys.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(keys.text).toContain(`${text.slice(0, 5)}-…,dual-screen,1,issued,'=1+1,Werft`)
    expect(keys.text).not.toContain(text)
    const pools = await auditor.get(`${licenses(partnerId)}/pools/export.csv?sort=newest`)
    expect(pools.text.split('\n')[0]).toMatch(/^feature,order number,origin,state,units,/)
    const reader = await api.signedIn('auditor', customerId)
    const activations = await reader.get(`${licenses(customerId)}/activations/export.csv?feature=dual-screen`)
    expect(activations.text).toMatch(/\ndual-screen,SL-77,/)
    const { body } = await auditor.get(`/organizations/${partnerId}/audit?action=licenses.exported`)
    expect(body.items.map(({ details }: { details: { list: string } }) => details.list)).toEqual(['pools', 'keys'])
  })
})
