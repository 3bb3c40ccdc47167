import { missingTools, type RunningRedis, requireTools, startRedis } from '@maestro/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { change, deviceBecomes, type Office, openOfficeAlone, targetBecomes } from './office.js'

let redis: RunningRedis | undefined
let office: Office

describe('with queues in Redis', () => {
  beforeAll(async () => {
    if (missingTools('redis-server').length > 0) return
    redis = await startRedis()
    office = await openOfficeAlone({ MAESTRO_ANSWER_SECONDS: '2', REDIS_URL: redis.url })
  })
  beforeEach((context) => requireTools(context, 'redis-server'))
  afterAll(async () => {
    await office?.close()
    await redis?.stop()
  })

  async function onlineDevice() {
    const device = await office.device()
    const fleet = await office.fleet([device])
    await deviceBecomes(office, device, { connection: 'online' })
    return { device, pretend: fleet.device(device.serial) }
  }

  it('a change reaches its device and comes back confirmed', async () => {
    const { device, pretend } = await onlineDevice()
    expect((await change(office, device, { 'ui.theme': 'Night' })).status).toBe(202)
    await targetBecomes(office, device, { state: 'confirmed' })
    expect(pretend.settings).toEqual({ ui: { theme: 'Night' } })
    const { rows } = await office.owner.query('SELECT count(*)::int AS n FROM bullmq.job')
    expect(rows).toEqual([{ n: 0 }])
  })

  it('an emptied Redis is made up for by the sweep', async () => {
    const { device, pretend } = await onlineDevice()
    await office.processes.worker.kill()
    await change(office, device, { 'ui.theme': 'Night' })
    const client = new Redis(redis?.url ?? '')
    await client.flushall()
    await office.processes.worker.start()
    await targetBecomes(office, device, { state: 'confirmed' })
    await change(office, device, { 'ui.theme': 'Light' })
    await client.flushall()
    client.disconnect()
    await targetBecomes(office, device, { state: 'confirmed', desiredVersion: 2 })
    expect(pretend.settings).toEqual({ ui: { theme: 'Light' } })
  })

  it('a wish is taken while Redis is away, and done when it is back', async () => {
    const { device, pretend } = await onlineDevice()
    const port = Number(new URL(redis?.url ?? '').port)
    await redis?.stop()
    expect((await change(office, device, { 'ui.theme': 'Night' })).status).toBe(202)
    redis = await startRedis(port)
    await targetBecomes(office, device, { state: 'confirmed' })
    expect(pretend.settings).toEqual({ ui: { theme: 'Night' } })
  })
})
