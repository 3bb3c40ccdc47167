import { buildGrant, buildGroup, buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../../test/deployment-desk.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let desk: Desk

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  desk = await openDesk(api)
})
afterAll(() => api.close())

describe('an approval', () => {
  let boss: Visitor
  beforeEach(async () => {
    boss = await api.signedIn('owner', desk.organizationId)
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.devicesOf(2)
    const answer = await boss.api('PATCH', desk.path, { approvalFrom: 2 }, { 'if-match': '*' })
    expect(answer).toMatchObject({ status: 200, body: { approvalFrom: 2 } })
  })

  it('is given by a second person, to exactly what was previewed', async () => {
    const made = await desk.draft()
    expect(await desk.start(made)).toMatchObject({
      body: { state: 'awaiting-approval', approval: { needed: true, by: null } },
    })
    const { previewHash } = made
    expect(await desk.act(made.id, 'approve', { previewHash })).toMatchObject({
      status: 403,
      body: { code: 'deployment.approval-own' },
    })
    expect((await desk.act(made.id, 'approve', { previewHash: 'another' }, boss)).body.code).toBe(
      'deployment.preview-changed',
    )
    const token = (
      await boss.post(`${desk.path}/tokens`, { name: 'CI', scopes: ['deployments.view', 'deployments.approve'] })
    ).body
    const byToken = await desk.act(made.id, 'approve', { previewHash }, api.visitor.withToken(token.secret))
    expect(byToken.body.code).toBe('deployment.approval-by-token')
    const technician = await api.signedIn('technician', desk.organizationId)
    expect((await desk.act(made.id, 'approve', { previewHash }, technician)).status).toBe(403)
    expect(await desk.act(made.id, 'approve', { previewHash }, boss)).toMatchObject({
      status: 200,
      body: { state: 'running', approval: { by: 'The owner', emergency: false } },
    })
    expect((await desk.act(made.id, 'approve', { previewHash }, boss)).body.code).toBe(
      'deployment.not-awaiting-approval',
    )
    expect(await desk.targetsOf(made.id)).toHaveLength(2)
  })

  it('is not given by who made the token that made, changed or started it', async () => {
    const scopes = ['deployments.view', 'deployments.manage', 'tokens.manage']
    const tokenOf = async (who: Visitor) => {
      const { body } = await who.post(`${desk.path}/tokens`, { name: 'CI', scopes })
      return api.visitor.withToken(body.secret)
    }
    const token = await tokenOf(desk.admin)
    const made = await desk.draft({}, token)
    expect((await desk.start(made, token)).body.state).toBe('awaiting-approval')
    const { previewHash } = made
    expect((await desk.act(made.id, 'approve', { previewHash })).body.code).toBe('deployment.approval-own')

    const second = await desk.draft({}, await tokenOf(await tokenOf(desk.admin)))
    await desk.start(second, token)
    expect((await desk.act(second.id, 'reject', { reason: 'Mine' })).body.code).toBe('deployment.approval-own')

    const changed = await desk.draft({}, boss)
    for (const [who, title] of [
      [token, 'Anna’s'],
      [boss, 'The boss’s'],
    ] as const)
      await who.api('PATCH', `${desk.path}/deployments/${changed.id}`, { title }, { 'if-match': '*' })
    await desk.start(await desk.one(changed.id), boss)
    expect((await desk.act(changed.id, 'approve', { previewHash })).body.code).toBe('deployment.approval-own')

    const started = await desk.draft({}, boss)
    await desk.start(started, token)
    const own = await desk.act(started.id, 'approve', { previewHash: started.previewHash })
    expect(own.body.code).toBe('deployment.approval-own')
    expect((await desk.act(made.id, 'approve', { previewHash }, boss)).body.state).toBe('running')
  })

  it('is given by a member, not by a partner through its grant', async () => {
    const partner = await buildOrganization(api.owner, { kind: 'partner' })
    await buildGrant(api.owner, { organizationId: desk.organizationId, partnerId: partner.id })
    const helper = await api.signedIn('owner', partner.id)
    const made = await desk.draft()
    await desk.start(made)
    const { previewHash } = made
    expect(await desk.act(made.id, 'approve', { previewHash }, helper)).toMatchObject({
      status: 403,
      body: { code: 'deployment.approval-by-partner' },
    })
    expect((await desk.act(made.id, 'reject', { reason: 'No' }, helper)).body.code).toBe(
      'deployment.approval-by-partner',
    )
    expect((await desk.one(made.id)).state).toBe('awaiting-approval')
    const theirs = await desk.draft({}, helper)
    await desk.start(theirs, helper)
    expect((await desk.act(theirs.id, 'approve', { previewHash: theirs.previewHash })).body.state).toBe('running')
  })

  it('can be refused, with a reason that the author reads', async () => {
    const made = await desk.draft()
    await desk.start(made)
    expect(await desk.act(made.id, 'reject', { reason: 'Not before the fair' }, boss)).toMatchObject({
      status: 200,
      body: { state: 'draft', stateReason: { code: 'rejected', text: 'Sent back by The owner: Not before the fair' } },
    })
    expect((await desk.start(made)).body.state).toBe('awaiting-approval')
  })

  it('is not needed below the limit', async () => {
    const [id] = await desk.devicesOf(1)
    const made = await desk.draft({ scope: { deviceIds: [id] } })
    expect((await desk.start(made)).body.state).toBe('running')
  })

  it('is skipped in an emergency only when nobody else could give it, and that stays to be seen', async () => {
    const made = await desk.draft()
    expect((await desk.start(made, desk.admin, { emergency: true })).body.code).toBe('deployment.somebody-can-approve')
    const theirs = await desk.draft({}, boss)
    expect((await desk.start(theirs, desk.admin, { emergency: true })).body.state).toBe('running')
    await api.owner.query("UPDATE memberships SET role = 'viewer' WHERE organization_id = $1 AND person_id <> $2", [
      desk.organizationId,
      desk.admin.personId,
    ])
    expect(await desk.start(made, desk.admin, { emergency: true })).toMatchObject({
      body: { state: 'running', approval: { emergency: true } },
    })
    const { rows } = await api.owner.query(
      "SELECT details FROM audit_entries WHERE object_id = $1 AND action = 'deployment.started'",
      [made.id],
    )
    expect(rows[0].details).toMatchObject({ emergency: true })
  })

  it('of its own is needed by devices that join later', async () => {
    const groupId = await buildGroup(api.owner, { organizationId: desk.organizationId, rule: { model: ['gtm-5140'] } })
    const made = await desk.draft({ scope: { groupId }, growth: 'growing' })
    await desk.start(made)
    await desk.act(made.id, 'approve', { previewHash: made.previewHash }, boss)
    const late = await desk.device()
    await api.owner.query(
      `UPDATE deployments SET started_at = now() - interval '2 minutes', preview = preview - 'grownAt' WHERE id = $1`,
      [made.id],
    )
    await desk.engine.tend(made.id)
    const waiting = await desk.one(made.id)
    expect(waiting).toMatchObject({ state: 'running', total: 3, approval: { waiting: 1 } })
    expect(
      (await desk.targetsOf(made.id)).find((target: { device: { id: string } }) => target.device.id === late),
    ).toMatchObject({
      state: 'waiting',
      reason: { code: 'approval-needed' },
    })
    await desk.engine.release(made.id)
    expect((await desk.act(made.id, 'approve', { previewHash: made.previewHash }, boss)).body.code).toBe(
      'deployment.preview-changed',
    )
    expect(await desk.act(made.id, 'approve', { previewHash: waiting.previewHash }, boss)).toMatchObject({
      status: 200,
      body: { approval: { waiting: 0 } },
    })
    await desk.engine.release(made.id)
    const released = (await desk.targetsOf(made.id)).filter(
      ({ desiredVersion }: { desiredVersion: number }) => desiredVersion === 1,
    )
    expect(released).toHaveLength(3)
  })
})
