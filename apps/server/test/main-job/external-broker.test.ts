import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireTools } from '@maestro/testkit'
import { afterAll, expect, it } from 'vitest'
import { change, deviceBecomes, type Office, openOfficeAlone, targetBecomes } from './office.js'

let broker: ChildProcess | undefined
let office: Office | undefined
afterAll(async () => {
  await office?.close()
  broker?.kill('SIGKILL')
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await once(server.close(), 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** A broker that nobody here wrote, open to everybody on this machine. */
async function startMosquitto(): Promise<string> {
  const port = await freePort()
  const file = join(mkdtempSync(join(tmpdir(), 'maestro-mosquitto-')), 'mosquitto.conf')
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`)
  broker = spawn('mosquitto', ['-c', file], { stdio: 'ignore' })
  return `mqtt://127.0.0.1:${port}`
}

it('does the main job over a broker that stands in place of the embedded one', async (context) => {
  requireTools(context, 'mosquitto')
  const url = await startMosquitto()
  office = await openOfficeAlone({ MQTT_URL: url })
  const device = await office.device()
  const fleet = await office.fleet([device])
  await deviceBecomes(office, device, { connection: 'online', state: 'active' })
  expect(await change(office, device, { 'standby.delayMinutes': 7 })).toMatchObject({ status: 202 })
  await targetBecomes(office, device, { state: 'confirmed' })
  expect(fleet.device(device.serial).settings).toMatchObject({ standby: { delayMinutes: 7 } })
  fleet.device(device.serial).goOffline()
  await deviceBecomes(office, device, { connection: 'offline' })
})
