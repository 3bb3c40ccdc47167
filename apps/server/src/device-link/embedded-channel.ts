import { downlinkTopic, everyUplink } from '@maestro/contract/devices'
import type { FastifyBaseLogger } from 'fastify'
import { closeOrderTopic } from './access.js'
import type { EmbeddedBroker } from './broker.js'
import type { LinkChannel } from './link-channel.js'

/**
 * The channel of the process that is the broker itself. Over a connection to itself, each message of a device would be
 * written, read and acknowledged once more.
 */
export function embeddedChannel(broker: EmbeddedBroker, log: FastifyBaseLogger): LinkChannel {
  return {
    send: async (address, kind, message) => broker.publish(downlinkTopic(address, kind), JSON.stringify(message)),
    disconnect: async (address) => broker.publish(closeOrderTopic(address), ''),
    listen: async (listener) => {
      broker.subscribe(everyUplink, (topic, payload) =>
        listener(topic, payload).catch((error: unknown) => log.error({ err: error, topic }, 'a message was not taken')),
      )
    },
    follow: async (address, kind, follower) =>
      broker.subscribe(downlinkTopic(address, kind), async (_, payload) => follower(payload)),
    isConnected: () => true,
    close: async () => {},
  }
}
