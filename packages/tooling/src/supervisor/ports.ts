import { createServer } from 'node:net'
import { Refusal } from '../refusal.js'
import type { Settings } from './settings.js'

interface Listener {
  readonly variable: keyof Settings
  readonly host: string
  readonly port: number
}

function listeners(settings: Settings): Listener[] {
  const internal = '127.0.0.1'
  const all: Listener[] = [
    { variable: 'MAESTRO_PORT', host: settings.MAESTRO_HOST, port: settings.MAESTRO_PORT },
    { variable: 'MAESTRO_CONSOLE_PORT', host: internal, port: settings.MAESTRO_CONSOLE_PORT },
    { variable: 'MAESTRO_LINK_PORT', host: internal, port: settings.MAESTRO_LINK_PORT },
    { variable: 'MAESTRO_WORKER_PORT', host: internal, port: settings.MAESTRO_WORKER_PORT },
  ]
  const broker: Listener = {
    variable: 'MAESTRO_MQTT_PORT',
    host: settings.MAESTRO_MQTT_HOST,
    port: settings.MAESTRO_MQTT_PORT,
  }
  return settings.MQTT_URL ? all : [...all, broker]
}

/** Answers the error's code when nobody can listen there. */
function probe({ host, port }: Listener): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'unknown error'))
    server.listen(port, host, () => server.close(() => done(undefined)))
  })
}

function explain({ variable, host, port }: Listener, code: string): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop it, or set ${variable} to another port.`
  }
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this account has. Set ${variable} to a port above 1023.`
  return `Maestro cannot listen on ${host}:${port} (${code}). Set ${variable} to another port, or MAESTRO_HOST to this machine's address.`
}

/** Refuses to start when a port is not free, with the name of the variable that changes it. */
export async function checkPorts(settings: Settings): Promise<void> {
  const seen = new Map<number, keyof Settings>()
  for (const listener of listeners(settings)) {
    const other = seen.get(listener.port)
    if (other) throw new Refusal(`${other} and ${listener.variable} are both ${listener.port}. Give each its own port.`)
    seen.set(listener.port, listener.variable)
    const code = await probe(listener)
    if (code) throw new Refusal(explain(listener, code))
  }
}
