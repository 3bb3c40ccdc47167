import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDesk } from '../../test/deployment-desk.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import { inOrganization } from '../platform/in-organization.js'
import { deliverable, holdAnswerable, holdTargets, ofDevices } from './targets.store.js'

let api: RunningApi

beforeAll(async () => {
  api = await runApi()
})
afterAll(() => api.close())

const holdDeliverable: typeof holdAnswerable = (tx, where) => holdTargets(tx, deliverable(where))

/**
 * Who waits for a row looks again at what became of it. PostgreSQL 18.4 does that a second time with a value that it never
 * worked out when the condition has a subquery with a policy of its own, and the whole server ends.
 */
it.each([
  ['answers', holdAnswerable, `state = 'failed', reason_code = 'no-answer'`],
  ['what can be sent', holdDeliverable, `state = 'planned'`],
])('%s of targets that change meanwhile are looked at again without harm to the database', async (_, look, change) => {
  const desk = await openDesk(api)
  await desk.profile({ 'ui.theme': 'Night' })
  const devices = await desk.devicesOf(3)
  const id = await desk.running()
  await desk.engine.release(id)
  await api.owner.query(`UPDATE deployment_targets SET state = 'sent' WHERE deployment_id = $1`, [id])
  const other = await api.connectAs('maestro_app')
  await other.query(`SELECT set_config('app.organization_id', $1, false)`, [desk.organizationId])
  await other.query('BEGIN')
  await other.query(`UPDATE deployment_targets SET ${change} WHERE deployment_id = $1`, [id])
  const looking = inOrganization({ organizationId: desk.organizationId, actor: 'system:deployments' }, () =>
    api.platform.database.prisma.$transaction((tx) => look(tx, ofDevices(devices))),
  )
  await expect
    .poll(async () => (await api.owner.query(`SELECT FROM pg_locks WHERE NOT granted`)).rows.length)
    .toBeGreaterThan(0)
  await other.query('COMMIT')
  expect(await looking).toHaveLength(3)
})
