import type { IncomingMessage, Server } from 'node:http'
import { createServer, type Server as TcpServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { limits } from '@maestro/contract/devices'
import { createWebSocketStream, WebSocketServer } from 'ws'
import type { EmbeddedBroker } from './broker.js'

const backlog = 4096

/** MQTT over TCP. Rejects when the port is taken. */
export function listenTcp(broker: EmbeddedBroker, host: string, port: number): Promise<TcpServer> {
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 }, (socket) => {
    broker.accept(socket)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog }, () => resolve(server))
  })
}

/** MQTT over WebSocket at `/mqtt` (MQTT 3.1.1, section 6) on an HTTP server. */
export function serveWebSocket(broker: EmbeddedBroker, http: Server): void {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.packetBytesAfterConnect,
    handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false),
  })
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (new URL(request.url ?? '/', 'http://link').pathname !== '/mqtt') return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = createWebSocketStream(webSocket)
      stream.on('error', () => webSocket.terminate())
      broker.accept(stream)
    })
  })
}
