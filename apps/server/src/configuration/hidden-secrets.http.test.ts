import { buildDevice, buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Answer, Visitor } from '../../test/visitor.js'
import { openValues } from './secrets.js'

const KEY = 'snmp.community'
const MASK = '••••••'
const masked = { [KEY]: MASK, 'ui.theme': 'Night' }

let api: RunningApi
let organizationId: string
let admin: Visitor
beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
})
afterAll(() => api.close())

const at = (path: string) => `/organizations/${organizationId}${path}`
const profile = (values: object) => admin.post(at('/profiles'), { name: 'House', values })
const codesOf = ({ status, body }: Answer) => [
  status,
  Object.fromEntries((body.errors ?? []).map(({ path, code }: Record<string, string>) => [path, code])),
]
const refused = [422, { [KEY]: 'configuration.secret-hidden' }]

/** The secret as it is kept now, by the thing it belongs to. */
async function kept(table: 'profiles' | 'configuration_layers'): Promise<unknown> {
  const id = table === 'profiles' ? 'id' : 'scope_id'
  const { rows } = await api.owner.query(
    `SELECT ${id} AS id, "values" FROM ${table} WHERE organization_id = $1 ORDER BY version DESC LIMIT 1`,
    [organizationId],
  )
  return rows[0] && openValues(api.platform.settings.keyRing, rows[0].id, rows[0].values)[KEY]
}

describe('the mask of a secret', () => {
  it('is not taken for the secret of a device that has none, and says what to do', async () => {
    const device = at(`/devices/${await buildDevice(api.owner, { organizationId })}/configuration`)
    expect(codesOf(await admin.post(`${device}/preview`, { values: masked }))).toEqual(refused)
    const german = { 'if-match': '"0"', 'accept-language': 'de' }
    const answer = await admin.post(device, { values: masked }, german)
    expect(codesOf(answer)).toEqual(refused)
    expect(answer.body.errors[0].message).toContain('Geben Sie das Geheimnis selbst ein.')
    expect(await kept('configuration_layers')).toBeUndefined()
  })

  it('leaves the secret of a device as it is', async () => {
    const device = at(`/devices/${await buildDevice(api.owner, { organizationId })}/configuration`)
    await admin.post(device, { values: { [KEY]: 'open sesame' } }, { 'if-match': '"0"' })
    const preview = await admin.post(`${device}/preview`, { values: masked })
    expect(preview.body.changes).toMatchObject([{ key: 'ui.theme' }])
    expect((await admin.post(device, { values: masked }, { 'if-match': '"1"' })).status).toBe(202)
    expect(await kept('configuration_layers')).toBe('open sesame')
  })

  it('is no secret of a new profile, nor of a check of one', async () => {
    expect(codesOf(await profile(masked))).toEqual(refused)
    const check = await admin.post(at('/profiles/check'), { values: masked })
    expect(check.body.errors).toMatchObject([{ path: KEY, code: 'configuration.secret-hidden' }])
    expect(await kept('profiles')).toBeUndefined()
  })

  it('leaves the secret of a profile as it is, and is refused where the profile has none', async () => {
    const { body } = await profile({ [KEY]: 'open sesame' })
    const check = await admin.post(at('/profiles/check'), { profileId: body.id, values: masked })
    expect(check.body.errors).toEqual([])
    expect((await admin.patch(at(`/profiles/${body.id}`), 1, { values: masked })).status).toBe(200)
    expect(await kept('profiles')).toBe('open sesame')
    const other = await admin.patch(at(`/profiles/${body.id}`), 2, { values: { 'sip.password': MASK } })
    expect(codesOf(other)).toEqual([422, { 'sip.password': 'configuration.secret-hidden' }])
  })

  it('in a former version is not restored: what is there stays, and where nothing is it is refused', async () => {
    const { body } = await profile({ [KEY]: 'open sesame' })
    await admin.patch(at(`/profiles/${body.id}`), 1, { values: { 'ui.theme': 'Night' } })
    await api.owner.query(
      `UPDATE profile_versions SET "values" = "values" || jsonb_build_object($2::text, $3::text) WHERE profile_id = $1 AND version = 1`,
      [body.id, KEY, MASK],
    )
    const restore = (version: number) =>
      admin.post(at(`/profiles/${body.id}/restore`), { version: 1 }, { 'if-match': `"${version}"` })
    expect((await restore(2)).status).toBe(200)
    expect(await kept('profiles')).toBe('open sesame')
    await admin.patch(at(`/profiles/${body.id}`), 3, { values: { [KEY]: null } })
    expect(codesOf(await restore(4))).toEqual(refused)
  })

  it('in a file means the same: as it is, or refused where there is none', async () => {
    const serial = `M-${organizationId}`.slice(0, 20)
    await buildDevice(api.owner, { organizationId, serial })
    const file = (value: string) => ({
      version: 1,
      profiles: [{ name: 'House', values: { [KEY]: value } }],
      devices: [{ serial, values: { [KEY]: value } }],
    })
    const plan = (value: string) => admin.post(at('/configuration/plan'), { file: file(value) })
    expect(codesOf(await plan(MASK))).toEqual([
      422,
      {
        [`profiles[0].values["${KEY}"]`]: 'configuration.file-secret-missing',
        [`devices[0].values["${KEY}"]`]: 'configuration.file-secret-missing',
      },
    ])
    const { body } = await plan('open sesame')
    await admin.post(at('/configuration/apply'), { file: file('open sesame'), hash: body.hash })
    expect((await plan(MASK)).body.actions).toEqual([])
    expect([await kept('profiles'), await kept('configuration_layers')]).toEqual(['open sesame', 'open sesame'])
  })
})

describe('a secret that is written', () => {
  const guesses = ['open sesame', 'a wrong guess']
  const text = ({ status, body }: Answer) => JSON.stringify([status, body]).replaceAll(/"hash":"[^"]*"/g, '')

  it('is set again in the plan of a file, whatever it was, so that nobody learns by guessing', async () => {
    const serial = `G-${organizationId}`.slice(0, 20)
    await buildDevice(api.owner, { organizationId, serial })
    const file = (value: string) => ({
      version: 1,
      profiles: [{ name: 'House', values: { [KEY]: value } }],
      devices: [{ serial, values: { [KEY]: value } }],
    })
    const plan = (value: string) => admin.post(at('/configuration/plan'), { file: file(value) })
    const { body } = await plan('open sesame')
    await admin.post(at('/configuration/apply'), { file: file('open sesame'), hash: body.hash })
    const [right, wrong] = [await plan('open sesame'), await plan('a wrong guess')]
    const change = { before: { $secret: 'unchanged' }, after: { $secret: 'changed' } }
    expect(right.body.actions).toMatchObject([{ changes: [change] }, { changes: [change] }])
    expect(text(right)).toBe(text(wrong))
    await admin.post(at('/configuration/apply'), { file: file('open sesame'), hash: right.body.hash })
    const { rows } = await api.owner.query(
      `SELECT version FROM profiles WHERE organization_id = $1 UNION ALL
       SELECT version FROM configuration_layers WHERE organization_id = $1`,
      [organizationId],
    )
    expect(rows).toEqual([{ version: 2 }, { version: 2 }])
  })

  it('makes a version of a profile either way, and says so in the audit', async () => {
    const { body } = await profile({ [KEY]: 'open sesame' })
    for (const [at0, guess] of guesses.entries()) {
      const answer = await admin.patch(at(`/profiles/${body.id}`), at0 + 1, { values: { [KEY]: guess } })
      expect([answer.status, answer.body.version]).toEqual([200, at0 + 2])
    }
    const { rows } = await api.owner.query(
      `SELECT before, after FROM audit_entries WHERE organization_id = $1 AND action = 'profile.changed'`,
      [organizationId],
    )
    const sides = { before: { [KEY]: MASK }, after: { [KEY]: MASK } }
    expect(rows).toEqual([sides, sides])
  })

  it('under a lock needs the right to lift it either way', async () => {
    const { body } = await admin.post(at('/profiles'), { name: 'L', values: { [KEY]: 'open sesame' }, locked: [KEY] })
    const technician = await api.signedIn('technician', organizationId)
    for (const guess of guesses)
      expect((await technician.patch(at(`/profiles/${body.id}`), 1, { values: { [KEY]: guess } })).status).toBe(403)
  })

  it('is a change of a device either way', async () => {
    const deviceId = await buildDevice(api.owner, { organizationId })
    const device = at(`/devices/${deviceId}/configuration`)
    await admin.post(device, { values: { [KEY]: 'open sesame' } }, { 'if-match': '"0"' })
    const previews = await Promise.all(
      guesses.map((guess) => admin.post(`${device}/preview`, { values: { [KEY]: guess } })),
    )
    expect(previews[0]?.body.changes).toMatchObject([{ key: KEY, before: MASK, after: MASK, secret: true }])
    expect(previews[0]?.text).toBe(previews[1]?.text)
    for (const [at0, guess] of guesses.entries()) {
      const answer = await admin.post(device, { values: { [KEY]: guess } }, { 'if-match': `"${at0 + 1}"` })
      expect(answer.status).toBe(202)
    }
  })
})
