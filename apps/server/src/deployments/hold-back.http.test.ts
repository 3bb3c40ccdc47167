import { buildLocation, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk, rest } from '../../test/deployment-desk.js'
import { type RunningApi, runApi } from '../../test/running-api.js'

let api: RunningApi
let desk: Desk

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  desk = await openDesk(api)
})
afterAll(() => api.close())

describe('what holds devices back', () => {
  it('is a window in the time of their room, and a freeze period of their place', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    const place = await buildLocation(api.owner, { organizationId: desk.organizationId })
    const below = await buildLocation(api.owner, { organizationId: desk.organizationId, parentId: place })
    const roomId = await buildRoom(api.owner, { organizationId: desk.organizationId, locationId: below })
    const frozen = await desk.device({ roomId })
    const free = await desk.device()
    const freeze = {
      name: 'Fair',
      from: new Date(Date.now() - 1000).toISOString(),
      to: new Date(Date.now() + 3_600_000).toISOString(),
      locationId: place,
    }
    const declared = await desk.admin.post(`${desk.path}/freeze-periods`, freeze)
    expect(declared).toMatchObject({ status: 201, body: { location: { id: place } } })
    const id = await desk.running()
    await desk.engine.release(id)
    const stateOf = async (deviceId: string) =>
      (await desk.targetsOf(id)).find((target: { device: { id: string } }) => target.device.id === deviceId)
    expect(await stateOf(frozen)).toMatchObject({
      state: 'waiting',
      reason: { code: 'frozen' },
      nextAttemptAt: freeze.to,
    })
    expect(await stateOf(free)).toMatchObject({ state: 'planned', desiredVersion: 1 })
    expect((await desk.admin.api('DELETE', `${desk.path}/freeze-periods/${declared.body.id}`)).status).toBe(204)
    await desk.engine.release(id)
    expect(await stateOf(frozen)).toMatchObject({ desiredVersion: 1 })
  })

  it('is a window that is not open now', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.device()
    const day = new Date(Date.now() + 2 * 24 * 3_600_000).getUTCDay() || 7
    const id = await desk.running({ window: { days: [day], from: '10:00', to: '11:00' } })
    await desk.engine.release(id)
    const [target] = await desk.targetsOf(id)
    expect(target).toMatchObject({ state: 'waiting', reason: { code: 'outside-window' }, desiredVersion: 0 })
    expect(Date.parse(target.nextAttemptAt)).toBeGreaterThan(Date.now())
    expect((await desk.act(id, `targets/${target.id}/force`)).status).toBe(200)
    await desk.engine.release(id)
    expect(await desk.targetsOf(id)).toMatchObject([{ forced: true, desiredVersion: 1 }])
  })
})

describe('a freeze period', () => {
  it('is declared, listed, changed and withdrawn by those who may approve', async () => {
    const freezes = `${desk.path}/freeze-periods`
    const body = { name: 'Fair', from: '2027-03-01T00:00:00.000Z', to: '2027-03-08T00:00:00.000Z' }
    expect((await desk.admin.post(freezes, { ...body, to: body.from })).body.code).toBe(
      'freeze-period.ends-before-it-begins',
    )
    const { body: made } = await desk.admin.post(freezes, body)
    expect((await desk.admin.get(freezes)).body.items).toMatchObject([{ ...body, location: null, version: 1 }])
    expect(
      await desk.admin.api('PATCH', `${freezes}/${made.id}`, { name: 'Easter' }, { 'if-match': '"1"' }),
    ).toMatchObject({
      status: 200,
      body: { name: 'Easter', version: 2 },
    })
    expect((await desk.admin.api('PATCH', `${freezes}/${made.id}`, { name: 'X' }, { 'if-match': '"1"' })).status).toBe(
      412,
    )
    const technician = await api.signedIn('technician', desk.organizationId)
    expect((await technician.post(freezes, body)).status).toBe(403)
    expect((await desk.admin.api('DELETE', `${freezes}/${made.id}`)).status).toBe(204)
    expect((await desk.admin.get(freezes)).body.items).toEqual([])
  })
})

describe('going on', () => {
  it('after a stop counts only new failures against the ring', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.devicesOf(4)
    const id = await desk.running({ rings: [rest({ failurePercent: 10 })] })
    await api.owner.query(
      `WITH one AS (SELECT id FROM deployment_targets WHERE deployment_id = $1 LIMIT 1)
       UPDATE deployment_targets SET state = 'failed', reason_code = 'no-answer', finished_at = now() WHERE id IN (SELECT id FROM one)`,
      [id],
    )
    await api.owner.query("UPDATE deployments SET state = 'stopped' WHERE id = $1", [id])
    await api.owner.query("UPDATE deployment_rings SET state = 'stopped' WHERE deployment_id = $1", [id])
    expect(await desk.act(id, 'resume')).toMatchObject({
      status: 200,
      body: { state: 'running', rings: [{ state: 'open' }] },
    })
    await desk.engine.tend(id)
    expect(await desk.one(id)).toMatchObject({ state: 'running' })
    expect((await desk.act(id, 'resume')).body.code).toBe('deployment.not-paused')
  })
  it('is not for the failed devices of a cancelled deployment, and the refusal says that', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.devicesOf(3)
    const id = await desk.running()
    await api.owner.query(
      `UPDATE deployment_targets SET state = 'failed', reason_code = 'no-answer', finished_at = now() WHERE id IN
         (SELECT id FROM deployment_targets WHERE deployment_id = $1 LIMIT 2)`,
      [id],
    )
    expect((await desk.act(id, 'cancel')).body.state).toBe('cancelled')
    expect((await desk.act(id, 'retry')).body).toMatchObject({
      code: 'deployment.cancelled-not-retried',
      detail: expect.stringContaining('This deployment was cancelled'),
    })
  })
})
