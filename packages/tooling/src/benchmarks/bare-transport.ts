import { randomUUID } from 'node:crypto'
import { deriveKey, parseKeyRing } from '@maestro/database'
import { connectAsync } from 'mqtt'
import type { EnrolledDevice } from './enrolled-devices.js'
import type { RunningServer } from './server-under-test.js'

const patienceMs = 60_000

/**
 * Messages a second that the link carries to devices and back, with nothing behind it: a command for every device, sent
 * as fast as the broker takes them, until every device has answered its own. No queue, no database, no decision.
 */
export async function bareRate(
  server: RunningServer,
  keys: string,
  devices: readonly EnrolledDevice[],
): Promise<number> {
  const password = deriveKey(parseKeyRing(keys), 'mqtt:server').toString('base64url')
  const client = await connectAsync(server.mqttUrl, { username: 'maestro-server', password, protocolVersion: 4 })
  const waiting = new Set(devices.map(({ id }) => id))
  let done = () => {}
  const answered = new Promise<void>((resolve) => {
    done = resolve
  })
  client.on('message', (topic) => {
    const [, , device = '', , kind] = topic.split('/')
    if (kind === 'cmd') waiting.delete(device)
    if (waiting.size === 0) done()
  })
  try {
    await client.subscribeAsync('v1/+/+/up/#', { qos: 1 })
    const startedAt = performance.now()
    await Promise.all(
      devices.map(({ id, organizationId }) => {
        const command = { id: randomUUID(), op: 'identify', exp: Math.ceil((Date.now() + patienceMs) / 1000) }
        return client.publishAsync(`v1/${organizationId}/${id}/down/cmd`, JSON.stringify(command), { qos: 1 })
      }),
    )
    const late = setTimeout(done, patienceMs)
    await answered
    clearTimeout(late)
    if (waiting.size > 0) throw new Error(`${waiting.size} devices did not answer a bare command.`)
    return devices.length / ((performance.now() - startedAt) / 1000)
  } finally {
    await client.endAsync(true)
  }
}
