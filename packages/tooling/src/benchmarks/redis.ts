import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePorts } from '../testing/free-ports.js'

export interface RunningRedis {
  readonly url: string
  stop(): Promise<void>
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}

/** A Redis of its own that keeps nothing. Throws a sentence when the machine has no `redis-server`. */
export async function startRedis(folder: string): Promise<RunningRedis> {
  const [port = 0] = await freePorts(1)
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
    stdio: 'ignore',
  })
  const failed = once(child, 'error').then(() => {
    throw new Error(
      'Two link processes need Redis, and this machine has no redis-server: apt-get install redis-server.',
    )
  })
  const up = async () => {
    for (let tries = 0; tries < 100; tries++) {
      if (await listens(port)) return
      await sleep(50)
    }
    throw new Error('redis-server does not answer.')
  }
  await Promise.race([up(), failed])
  const ended = once(child, 'exit')
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill()
      await ended
    },
  }
}
