import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDesk } from '../../test/deployment-desk.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import { Audit } from '../audit/audit.js'
import type { LinkChannel } from '../device-link/link-channel.js'
import { ConfirmLicenses } from '../license-files/confirm-licenses.js'
import { AcknowledgeTargets } from './acknowledge-targets.job.js'
import { DeliverTargets } from './deliver-targets.js'

let api: RunningApi
beforeAll(async () => {
  api = await runApi()
})
afterAll(() => api.close())

const nowhere = { send: () => Promise.reject(new Error('Nothing is left to be sent.')) } as unknown as LinkChannel

/** A device that was released something, and said this about it before anybody noted that it was sent. */
async function answered(status: string) {
  const desk = await openDesk(api)
  await desk.profile({ 'ui.theme': 'Night' })
  const [deviceId = ''] = await desk.devicesOf(1)
  const id = await desk.running({})
  await desk.engine.release(id)
  const [{ desiredVersion: version }] = await desk.targetsOf(id)
  await api.owner.query(
    `INSERT INTO device_statuses (device_id, organization_id, desired_version, applied_version, apply_status, apply_errors)
       VALUES ($1, $2, $3, $4, $5, '[{"path":"/settings","code":"not-supported"}]')
     ON CONFLICT (device_id) DO UPDATE SET desired_version = excluded.desired_version, applied_version = excluded.applied_version,
       apply_status = excluded.apply_status, apply_errors = excluded.apply_errors`,
    [deviceId, desk.organizationId, version, status === 'applied' ? version : 0, status],
  )
  const audit = new Audit(api.platform)
  const deliver = new DeliverTargets(api.platform, audit, nowhere)
  const job = new AcknowledgeTargets(api.platform, audit, deliver, new ConfirmLicenses(api.platform, audit))
  const payload = { organizationId: desk.organizationId, deviceIds: [deviceId], sent: [] }
  await job.handle(payload)
  await job.handle(payload)
  const { rows: steps } = await api.owner.query(
    'SELECT action FROM audit_entries WHERE device_id = $1 ORDER BY at, id',
    [deviceId],
  )
  const { rows } = await api.owner.query(
    'SELECT state, attempts, sent_at IS NOT NULL AS sent FROM deployment_targets WHERE deployment_id = $1',
    [id],
  )
  return { target: rows[0], steps: steps.map(({ action }) => action).filter((action) => action.startsWith('target.')) }
}

it.each([
  ['applied', 'confirmed'],
  ['failed', 'failed'],
])(
  'an answer (%s) that comes before the note that it was sent keeps both steps, once, in their order',
  async (status, state) => {
    expect(await answered(status)).toEqual({
      target: { state, attempts: 1, sent: true },
      steps: ['target.planned', 'target.sent', `target.${state}`],
    })
  },
)
