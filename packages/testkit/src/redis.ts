import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RunningRedis {
  readonly url: string
  readonly stop: () => Promise<void>
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.end(() => done(true)))
    socket.once('error', () => done(false))
  })
}

/** An empty Redis of one's own that keeps nothing, on a free port unless one is given. Needs the program: `requireTools(context, 'redis-server')`. */
export async function startRedis(at?: number): Promise<RunningRedis> {
  const port = at ?? (await freePort())
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', args, { stdio: 'ignore' })
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  for (let waited = 0; !(await accepts(port)); waited += 20) {
    if (waited > 10_000 || server.exitCode !== null) {
      await stop()
      throw new Error('redis-server did not start')
    }
    await sleep(20)
  }
  return { url: `redis://127.0.0.1:${port}`, stop }
}
