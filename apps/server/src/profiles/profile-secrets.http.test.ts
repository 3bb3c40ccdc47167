import { inOrganization } from '@maestro/database'
import { buildDevice, buildMembership, buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Answer, Visitor } from '../../test/visitor.js'
import { ReleaseConfiguration } from '../configuration/release-configuration.js'
import { ResolveConfiguration } from '../configuration/resolve-configuration.js'
import { IssueLicenseFiles } from '../license-files/issue-license-files.js'

const SECRET = 'hunter2-of-the-profile'
const OTHER = 'hunter2-of-the-next-version'

let api: RunningApi
let organizationId: string
let admin: Visitor
const heard: string[] = []

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin')
  await buildMembership(api.owner, { organizationId, personId: admin.personId, role: 'admin' })
})
afterAll(() => api.close())

const at = (path: string) => `/organizations/${organizationId}${path}`
async function listen(answer: Promise<Answer>): Promise<Answer> {
  const heardNow = await answer
  heard.push(heardNow.text)
  return heardNow
}
const post = (path: string, body: object, version?: number) =>
  listen(admin.post(at(path), body, version === undefined ? {} : { 'if-match': `"${version}"` }))
const get = (path: string) => listen(admin.get(at(path)))

/** Tables of any schema with a row in which a text occurs. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await api.owner.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { name } of rows as { name: string }[]) {
    const hits = await api.owner.query(`SELECT count(*)::int AS n FROM ${name} AS t WHERE t::text LIKE $1`, [
      `%${text}%`,
    ])
    if (hits.rows[0].n > 0) found.push(name)
  }
  return found.sort()
}

it('the search for a secret finds one that is there', async () => {
  expect(await tablesWith(organizationId)).toContain('public.organizations')
  const values = { 'sip.username': 'decoy-in-the-open' }
  await admin.post(at('/profiles'), { name: 'Plain', values })
  expect(await tablesWith('decoy-in-the-open')).toEqual(
    expect.arrayContaining(['public.audit_entries', 'public.profile_versions', 'public.profiles']),
  )
})

it('a secret of a profile is in no table, no answer and no audit entry, whatever is done with it', async () => {
  const deviceId = await buildDevice(api.owner, { organizationId })
  const made = await post('/profiles', {
    name: 'Secretive',
    values: { 'sip.password': SECRET },
    locked: ['sip.password'],
  })
  const profile = `/profiles/${made.body.id}`
  expect(made.body.values).toEqual({ 'sip.password': '••••••' })
  await listen(admin.patch(at(profile), 1, { values: { 'sip.password': OTHER } }))
  await listen(admin.patch(at(profile), 1, { values: { 'sip.password': SECRET } }))
  await listen(admin.patch(at(profile), 2, { values: { 'sip.password': [SECRET] } }))
  await post('/profiles/check', { values: { 'sip.password': SECRET.repeat(40) } })
  await post(`${profile}/restore`, { version: 1 }, 2)
  await post(`${profile}/clone`, { name: 'Copy' })
  await get(profile)
  await get('/profiles')
  await get(`${profile}/versions`)
  const compared = await get(`${profile}/compare?from=1&to=2`)
  expect(compared.body.changes).toEqual([
    expect.objectContaining({ key: 'sip.password', before: '••••••', after: '••••••', secret: true }),
  ])
  await post('/assignments', { profileId: made.body.id, scopeKind: 'device', scopeId: deviceId })
  expect((await get(`/devices/${deviceId}/configuration`)).body.pending).toMatchObject([{ after: '••••••' }])
  const changes = await release(deviceId)
  heard.push(JSON.stringify(changes))
  expect(changes).toMatchObject([{ key: 'sip.password', before: null, after: '••••••', secret: true }])
  await get(`/devices/${deviceId}/configuration`)
  await get('/configuration/settings/sip.password')
  await post(`/devices/${deviceId}/configuration`, { values: { 'sip.password': SECRET } }, 0)
  await get('/audit')
  await get(`/timeline?deviceId=${deviceId}`)
  expect(heard.filter((text) => text.includes('hunter2'))).toEqual([])
  expect(await tablesWith('hunter2')).toEqual([])
  const recorded = await api.owner.query(
    `SELECT before, after FROM audit_entries WHERE organization_id = $1 AND action = 'profile.changed'`,
    [organizationId],
  )
  expect(recorded.rows).toEqual([{ before: { 'sip.password': '••••••' }, after: { 'sip.password': '••••••' } }])
})

async function release(deviceId: string) {
  return inOrganization({ organizationId, actor: 'system:test' }, () =>
    api.platform.transaction(async (tx) => {
      const wanted = (await new ResolveConfiguration(api.platform).wanted(tx, organizationId, [deviceId])).get(deviceId)
      const wish = { deviceId, stackId: wanted?.stackId ?? null, deploymentId: null }
      await new ReleaseConfiguration(api.platform, new IssueLicenseFiles(api.platform)).releaseStacks(
        tx,
        organizationId,
        [wish],
      )
      return wanted?.changes
    }),
  )
}
