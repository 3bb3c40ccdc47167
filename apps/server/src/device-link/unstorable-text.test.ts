import { afterAll, beforeAll, expect, it } from 'vitest'
import { enrol, newOrganization, type RunningLinkProcess, runLink } from '../../test/link/running-link.js'

let running: RunningLinkProcess
beforeAll(async () => {
  running = await runLink()
})
afterAll(() => running.close())

const at = '2026-01-01T00:00:00Z'
const bytes = (text: string) => new TextEncoder().encode(text)

it.each([
  ['telemetry', `{"at":"${at}","m":{"cpu\\u0000":1}}`],
  ['telemetry', `{"at":"${at}","m":{"name":"\\ud800"}}`],
  [
    'reported',
    '{"version":1,"desiredVersion":0,"status":"failed","errors":[{"path":"/a","code":"b","more":"\\u0000"}]}',
  ],
  ['reported', '{"version":1,"desiredVersion":0,"status":"applied","patch":{"\\ud800":1}}'],
  ['event', `{"id":"e","at":"${at}","type":"call.started","data":{"with":"\\u0000"}}`],
] as const)('a message that cannot be kept is refused by itself: %s %s', async (kind, text) => {
  const organizationId = await newOrganization(running.owner)
  const [wrong, right] = [await enrol(running, organizationId), await enrol(running, organizationId)]
  const address = (deviceId: string) => ({ tenant: organizationId, device: deviceId })
  const { ingest } = running.link
  const problem = ingest.take(address(wrong.deviceId), kind, bytes(text))
  ingest.take(address(right.deviceId), 'telemetry', bytes(`{"at":"${at}","m":{"cpu":7}}`))
  ingest.take(address(wrong.deviceId), 'hello', bytes('{"sid":"a","desiredVersion":0,"reportedVersion":0}'))
  await ingest.drain()
  expect(problem).toBeTruthy()
  const { rows } = await running.owner.query(
    `SELECT device_id = $1 AS wrong, telemetry->'cpu' AS cpu, session_id AS session FROM device_statuses
     WHERE organization_id = $2 ORDER BY 1`,
    [wrong.deviceId, organizationId],
  )
  expect(rows).toEqual([
    { wrong: false, cpu: 7, session: null },
    { wrong: true, cpu: null, session: 'a' },
  ])
})
