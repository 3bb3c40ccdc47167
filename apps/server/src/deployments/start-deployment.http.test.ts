import { buildLocation, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, first, openDesk, rest } from '../../test/deployment-desk.js'
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

describe('a start', () => {
  it('happens once, whoever is faster', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.devicesOf(2)
    const made = await desk.draft()
    const answers = await Promise.all([desk.start(made), desk.start(made), desk.start(made)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(await desk.targetsOf(made.id)).toHaveLength(2)
  })

  it('or its being thrown away happens, not both', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.devicesOf(2)
    for (let round = 0; round < 3; round += 1) {
      const made = await desk.draft()
      const [began, thrown] = await Promise.all([
        desk.start(made),
        desk.admin.api('DELETE', `${desk.path}/deployments/${made.id}`),
      ])
      expect([began.status === 200, thrown.status === 204].filter(Boolean)).toHaveLength(1)
      expect(await desk.isThere(made.id)).toBe(began.status === 200)
      if (began.status === 200) await desk.act(made.id, 'cancel')
    }
  })

  it('waits for its time, and can be held up until then', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.devicesOf(1)
    const made = await desk.draft({ startsAt: new Date(Date.now() + 3_600_000).toISOString() })
    expect(await desk.start(made)).toMatchObject({ body: { state: 'scheduled', startedAt: null } })
    expect(await desk.targetsOf(made.id)).toEqual([])
    expect(await desk.act(made.id, 'pause')).toMatchObject({
      body: { state: 'paused', stateReason: { code: 'paused-by-person' } },
    })
    expect(await desk.act(made.id, 'resume')).toMatchObject({ body: { state: 'scheduled' } })
    await api.owner.query('UPDATE deployments SET starts_at = now() WHERE id = $1', [made.id])
    await desk.engine.tend(made.id)
    expect(await desk.one(made.id)).toMatchObject({
      state: 'running',
      counts: { planned: 1 },
      rings: [{ state: 'open' }],
    })
  })

  it('takes the place of what older deployments had planned, and of what they had released when it is released', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.devicesOf(2)
    const older = await desk.running({ rings: [first(1), rest()] })
    expect(await desk.engine.release(older)).not.toBe('busy')
    await desk.profile({ 'network.mtu': 1400 })
    const newer = await desk.running()
    expect((await desk.targetsOf(older)).map(({ state }: { state: string }) => state)).toEqual([
      'planned',
      'superseded',
    ])
    await desk.engine.release(newer)
    expect((await desk.targetsOf(older)).map(({ state }: { state: string }) => state)).toEqual([
      'superseded',
      'superseded',
    ])
    expect(await desk.one(older)).toMatchObject({ state: 'finished' })
  })

  it('finds out who was retired or moved since', async () => {
    const places = await Promise.all([
      buildLocation(api.owner, { organizationId: desk.organizationId }),
      buildLocation(api.owner, { organizationId: desk.organizationId }),
    ])
    const [here, there] = await Promise.all(
      places.map((locationId) => buildRoom(api.owner, { organizationId: desk.organizationId, locationId })),
    )
    await desk.profile({ 'ui.theme': 'Night' }, { scopeKind: 'location', scopeId: places[0] ?? '' })
    const [moved, retired, stays] = await desk.devicesOf(3, { roomId: here })
    const made = await desk.draft({ scope: { locationId: places[0] } })
    expect(made.total).toBe(3)
    await api.owner.query('UPDATE devices SET room_id = $2 WHERE id = $1', [moved, there])
    expect(
      (await desk.admin.post(`${desk.path}/devices/${retired}/retire`, { cause: 'failed' }, { 'if-match': '*' }))
        .status,
    ).toBe(200)
    await desk.start(made)
    await desk.engine.release(made.id)
    const found = Object.fromEntries(
      (await desk.targetsOf(made.id)).map((target: { device: { id: string } }) => [target.device.id, target]),
    )
    expect(found[moved ?? '']).toMatchObject({ state: 'cancelled', reason: { code: 'device-moved' } })
    expect(found[retired ?? '']).toMatchObject({ state: 'cancelled', reason: { code: 'device-retired' } })
    expect(found[stays ?? '']).toMatchObject({ state: 'planned', desiredVersion: 1 })
  })

  it('ends for a device that is retired while it waits', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    const [id] = await desk.devicesOf(1, { connection: 'offline' })
    const running1 = await desk.running()
    await desk.admin.post(`${desk.path}/devices/${id}/retire`, { cause: 'sold' }, { 'if-match': '*' })
    expect(await desk.targetsOf(running1)).toMatchObject([{ state: 'cancelled', reason: { code: 'device-retired' } }])
    expect(await desk.one(running1)).toMatchObject({ state: 'finished' })
  })

  it('reaches devices of several models, each with what it can have', async () => {
    await desk.profile({ 'api.mode': 'Off', 'ui.theme': 'Night' })
    await desk.device({ model: 'gtm-5140' })
    await desk.device({ model: 'gtm-5250' })
    const made = await desk.draft()
    expect(made.total).toBe(2)
  })
})
