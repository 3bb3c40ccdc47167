import { createServer, type Server } from 'node:net'

function listen(): Promise<Server> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => done(server))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Ports that nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen))
  const ports = servers.map(portOf)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}

const variables = [
  'MAESTRO_PORT',
  'MAESTRO_CONSOLE_PORT',
  'MAESTRO_LINK_PORT',
  'MAESTRO_WORKER_PORT',
  'MAESTRO_MQTT_PORT',
]

/** Settings for an installation beside any other on this machine. */
export async function portSettings(): Promise<Record<string, string>> {
  const ports = await freePorts(variables.length)
  return Object.fromEntries(variables.map((name, index) => [name, String(ports[index])]))
}
