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
  await desk.profile({ 'ui.theme': 'Night' })
})
afterAll(() => api.close())

const offlineRing = async () => {
  await desk.devicesOf(3, { connection: 'offline' })
  const id = await desk.running({ rings: [first(1, { successPercent: 100 }), rest()] })
  await desk.engine.release(id)
  await desk.engine.tend(id)
  return id
}
const rings = (...states: string[]) => ({ state: 'running', rings: states.map((state) => ({ state })) })

describe('a ring of which every device is offline', () => {
  it('does not succeed: the next one stays closed, and the deployment says why', async () => {
    const id = await offlineRing()
    expect(await desk.one(id)).toMatchObject({
      ...rings('open', 'closed'),
      stateReason: {
        code: 'ring-unanswered',
        text: 'Nobody in ring 1 (first) has answered: 1 device is offline. Wait until one comes back, or open the next ring by hand.',
      },
    })
    const german = await desk.admin.api('GET', `${desk.path}/deployments/${id}`, undefined, { 'accept-language': 'de' })
    expect(german.body.stateReason.text).toContain(
      'In Ring 1 (first) hat noch niemand geantwortet: 1 Gerät ist offline.',
    )
  })

  it('lets the next one be opened by hand', async () => {
    const id = await offlineRing()
    expect((await desk.act(id, 'open-ring')).status).toBe(200)
    await desk.engine.release(id)
    expect(await desk.one(id)).toMatchObject({ ...rings('open', 'open'), stateReason: null })
  })

  it('says nothing more once a device of it can be reached', async () => {
    const id = await offlineRing()
    const { rows } = await api.owner.query(
      `UPDATE devices SET connection = 'online' WHERE id IN (SELECT device_id FROM deployment_targets
         WHERE deployment_id = $1 AND ring = 0) RETURNING id`,
      [id],
    )
    await api.owner.query(`UPDATE deployment_targets SET next_attempt_at = now() WHERE device_id = $1`, [rows[0].id])
    await desk.engine.release(id)
    const targets = await desk.targetsOf(id)
    expect(targets.find(({ ring }: { ring: number }) => ring === 0)).toMatchObject({ desiredVersion: 1 })
    // What the worker writes down once the message is out.
    await api.owner.query(
      `UPDATE deployment_targets SET state = 'sent', reason_code = NULL WHERE deployment_id = $1 AND device_id = $2`,
      [id, rows[0].id],
    )
    await desk.engine.judge(id)
    expect(await desk.one(id)).toMatchObject({ ...rings('open', 'closed'), stateReason: null })
  })
})
