import { buildGroup } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../../test/deployment-desk.js'
import { type RunningApi, runApi } from '../../test/running-api.js'

let api: RunningApi
let desk: Desk
let groupId: string

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  desk = await openDesk(api)
  await desk.profile({ 'ui.theme': 'Night' })
  await desk.device()
  groupId = await buildGroup(api.owner, { organizationId: desk.organizationId, rule: { model: ['gtm-5140'] } })
})
afterAll(() => api.close())

const remove = () => desk.admin.remove(`${desk.path}/groups/${groupId}`)
const growing = () => ({ title: 'New rooms', scope: { groupId }, growth: 'growing' })

describe('a group whose devices join a deployment', () => {
  it('stays until they do not any more, and the refusal names the deployment', async () => {
    const id = await desk.running(growing())
    const refused = await remove()
    expect(refused).toMatchObject({ status: 409, body: { code: 'group.deployment-grows' } })
    expect(refused.body.detail).toContain('“New rooms”')
    const frozen = await desk.admin.api(
      'PATCH',
      `${desk.path}/deployments/${id}`,
      { growth: 'frozen' },
      { 'if-match': '*' },
    )
    expect(frozen.status).toBe(200)
    expect((await remove()).status).toBe(204)
    expect((await desk.one(id)).state).toBe('running')
  })

  it('is let go by a deployment that was cancelled', async () => {
    const id = await desk.running(growing())
    await desk.act(id, 'cancel')
    expect((await remove()).status).toBe(204)
  })

  it('is not removed while one is made for it, whoever is faster', async () => {
    const seen = new Set<string>()
    for (let round = 0; round < 8; round += 1) {
      groupId = await buildGroup(api.owner, { organizationId: desk.organizationId, rule: { model: ['gtm-5140'] } })
      const [made, gone] = await Promise.all([desk.admin.post(`${desk.path}/deployments`, growing()), remove()])
      seen.add(`${made.status} ${gone.status}`)
      if (made.status === 202) await desk.admin.remove(`${desk.path}/deployments/${made.body.id}`)
    }
    for (const outcome of seen) expect(['202 409', '404 204']).toContain(outcome)
  })
})
