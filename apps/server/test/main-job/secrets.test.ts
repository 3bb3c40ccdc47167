import { afterAll, beforeAll, expect, it } from 'vitest'
import { auditOf, change, deviceBecomes, type Office, openOffice, targetBecomes, targetOf } from './office.js'

const key = 'security.adminPassword'
let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

it.each([
  ['by a push', 'tcp', false],
  ['in answer to a hello', 'tcp', true],
  ['by a long poll', 'https', false],
  ['by the first poll after a while', 'https', true],
] as const)('a secret reaches its device in clear %s, and nobody else', async (_, transport, isAway) => {
  const secret = `open sesame ${transport} ${isAway}`
  const device = await office.device()
  const fleet = await office.fleet([device], { transport })
  const pretend = fleet.device(device.serial)
  await deviceBecomes(office, device, { connection: 'online' })
  if (isAway) pretend.goOffline()
  if (isAway && transport === 'tcp') await deviceBecomes(office, device, { connection: 'offline' })
  expect((await change(office, device, { [key]: secret })).status).toBe(202)
  if (isAway) pretend.comeBack()
  await targetBecomes(office, device, { state: 'confirmed' })
  expect(pretend.settings).toEqual({ security: { adminPassword: secret } })
  expect((await targetOf(office, device)).changes).toEqual([{ key, before: null, after: '••••••' }])
  expect(JSON.stringify(await auditOf(office, device))).not.toContain(secret)
  const { body, text } = await office.admin.get(`${office.path}/devices/${device.id}`)
  expect(text).not.toContain(secret)
  expect(body.appliedVersion).toBe(1)
  const { rows } = await office.owner.query(
    'SELECT reported::text, telemetry::text FROM device_statuses WHERE device_id = $1',
    [device.id],
  )
  expect(JSON.stringify(rows)).not.toContain(secret)
})
