import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { patient } from '@maestro/testkit'
import { vi } from 'vitest'

export type Variables = Readonly<Record<string, string>>

const run = promisify(execFile)

export const infra = fileURLToPath(new URL('../../../../infra/', import.meta.url))

/** What the images hold, in temporary folders, and the processes that were started from there. */
export class LaidOut {
  readonly #folder = mkdtempSync(join(tmpdir(), 'maestro-image-'))
  readonly #running: ChildProcess[] = []

  folder(name: string): string {
    return join(this.#folder, name)
  }

  async layOut(image: 'server' | 'console'): Promise<string> {
    await run(process.execPath, [join(infra, 'layout.mjs'), image, this.folder(image)])
    return this.folder(image)
  }

  /** Runs a program of the server's image to its end; answers what it printed. */
  async finish(program: string, variables: Variables, ...args: readonly string[]): Promise<string> {
    const options = { cwd: this.folder('server'), env: this.#environment(variables) }
    return (await run(process.execPath, [program, ...args], options)).stdout
  }

  /** Starts a program and waits until it does its work. */
  async start(
    image: 'server' | 'console',
    program: string,
    variables: Variables,
    readyUrl: string,
  ): Promise<ChildProcess> {
    return this.startProgram(process.execPath, [program], this.folder(image), variables, readyUrl)
  }

  async startProgram(
    program: string,
    args: readonly string[],
    cwd: string,
    variables: Variables,
    readyUrl: string,
  ): Promise<ChildProcess> {
    const child = spawn(program, args, {
      cwd,
      env: this.#environment(variables),
      stdio: ['ignore', 'ignore', process.env['MAESTRO_TEST_LOG'] ? 'inherit' : 'ignore'],
    })
    this.#running.push(child)
    await vi.waitFor(
      async () => {
        if (child.exitCode !== null) throw new Error(`${args[0]} ended with ${child.exitCode}.`)
        const { status } = await fetch(readyUrl, { redirect: 'manual' })
        if (status >= 400) throw new Error(`${readyUrl} answers ${status}.`)
      },
      { ...patient, interval: 50 },
    )
    return child
  }

  async close(): Promise<void> {
    const alive = this.#running.filter((child) => child.exitCode === null && child.signalCode === null)
    const ended = alive.map((child) => once(child, 'exit'))
    for (const child of alive) child.kill('SIGKILL')
    await Promise.all(ended)
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Nothing of the repository, and nothing of this machine but the way to its programs. */
  #environment(variables: Variables): Record<string, string> {
    return { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', HOME: this.#folder, ...variables }
  }
}

/** Ports that nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}
