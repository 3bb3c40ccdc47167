import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import mqtt, { type Packet } from 'mqtt-packet'
import { afterEach, expect, it } from 'vitest'
import { openMqttSession } from './mqtt-session.js'
import type { Session } from './session.js'

const place = { deviceId: 'd', tenant: 't', brokerUrls: [], issuer: '' }
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A session with a broker that lets everybody in, and its own end of the connection. */
async function opened(): Promise<{ session: Session; broker: Socket; closed: Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1')
  ends.push(() => server.close())
  await once(server, 'listening')
  const accepted = once(server, 'connection').then(([socket]) => {
    const parser = mqtt.parser()
    const answer = (packet: Packet) => void (socket as Socket).write(mqtt.generate(packet))
    parser.on('packet', ({ cmd, messageId = 0 }: Packet) => {
      if (cmd === 'connect') answer({ cmd: 'connack', returnCode: 0, sessionPresent: false })
      if (cmd === 'subscribe') answer({ cmd: 'suback', messageId, granted: [1, 1] })
    })
    ;(socket as Socket).on('data', (bytes) => void parser.parse(bytes))
    return socket as Socket
  })
  let onClose = () => {}
  const closed = new Promise<void>((resolve) => {
    onClose = resolve
  })
  const brokerUrl = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`
  const session = await openMqttSession({ brokerUrl, place, token: 'x', sid: '1' }, { onMessage: () => {}, onClose })
  return { session, broker: await accepted, closed }
}

it('waits for no answer once the connection has ended, neither of what was said before nor of what is said after', async () => {
  const { session, broker, closed } = await opened()
  const before = session.say('hello', {})
  broker.destroy()
  await closed
  expect(await Promise.all([before, session.say('hello', {})])).toEqual([undefined, undefined])
})
