import { execFile } from 'node:child_process'
import {
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isRunning } from '../process/identity.js'
import { type PostgresProgram, postgresPrograms } from './binaries.js'
import { type Durability, serverOptions } from './settings.js'
import { type RunAs, unprivilegedAccount } from './unprivileged.js'

const exec = promisify(execFile)

export interface RunningServer {
  readonly pid: number
  readonly port: number
}

/** One PostgreSQL cluster in a folder: made once, started, looked at, stopped. */
export class Cluster {
  readonly #runAs: RunAs = unprivilegedAccount()
  readonly #program: (program: PostgresProgram) => string = postgresPrograms(this.#runAs)

  constructor(private readonly folder: string) {}

  get #data(): string {
    return join(this.folder, 'data')
  }

  get #pidFile(): string {
    return join(this.#data, 'postmaster.pid')
  }

  get #passwordFile(): string {
    return join(this.folder, 'superuser-password')
  }

  get #logFile(): string {
    return join(this.folder, 'postgres.log')
  }

  /** Gives a file or folder to the account the server runs as. */
  own(path: string): void {
    if ('uid' in this.#runAs) chownSync(path, this.#runAs.uid, this.#runAs.gid)
  }

  async canEnter(): Promise<boolean> {
    if (!('uid' in this.#runAs)) return true
    return exec('ls', [this.folder], { ...this.#runAs, cwd: '/' }).then(
      () => true,
      () => false,
    )
  }

  password(): string {
    return readFileSync(this.#passwordFile, 'utf8').trim()
  }

  /** Makes the cluster if the folder has none; an unfinished one is thrown away first. */
  async initialize(): Promise<void> {
    if (existsSync(join(this.#data, 'PG_VERSION'))) return
    const draft = `${this.#data}.draft`
    for (const leftover of [this.#data, draft]) rmSync(leftover, { recursive: true, force: true })
    if (!existsSync(this.#passwordFile)) {
      writeFileSync(this.#passwordFile, `${crypto.randomUUID()}\n`, { mode: 0o600 })
      this.own(this.#passwordFile)
    }
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    const access = ['-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', this.#passwordFile]
    await this.#run('initdb', ['-D', draft, ...access, '-E', 'UTF8', ...locale, '--no-sync'])
    renameSync(draft, this.#data)
  }

  /** The server that runs on this folder, if one does; traces of a killed one are cleared away. */
  async running(): Promise<RunningServer | undefined> {
    const lines = this.#readPidFile()
    if (!lines) return undefined
    const pid = Number(lines[0])
    if (isRunning({ pid, startedAt: 0 }) && isPostgres(pid)) return { pid, port: Number(lines[3]) }
    // A killed server's children notice within moments; the next server must not share files with them.
    for (let waited = 0; waited < 10_000 && this.#hasOrphans(); waited += 50) await sleep(50)
    rmSync(this.#pidFile, { force: true })
    return undefined
  }

  async start(port: number, durability: Durability): Promise<void> {
    const options = serverOptions(port, durability)
    try {
      await this.#control('-w', '-t', '120', '-l', this.#logFile, '-o', options, 'start')
    } catch {
      throw new Error(`PostgreSQL did not start. The end of ${this.#logFile}:\n${this.#logTail()}`)
    }
  }

  async stop(): Promise<void> {
    if (await this.running()) await this.#control('-m', 'fast', '-w', '-t', '60', 'stop')
  }

  /** True when the last start failed because somebody else listens on the port. */
  portWasTaken(): boolean {
    return this.#logTail().includes('Address already in use')
  }

  #readPidFile(): string[] | undefined {
    try {
      return readFileSync(this.#pidFile, 'utf8').split('\n')
    } catch {
      return undefined
    }
  }

  #hasOrphans(): boolean {
    if (process.platform !== 'linux') return false
    return readdirSync('/proc').some((entry) => {
      try {
        return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`) === this.#data
      } catch {
        return false
      }
    })
  }

  #logTail(): string {
    try {
      return readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
    } catch {
      return '(no log)'
    }
  }

  #control(...args: string[]): Promise<void> {
    return this.#run('pg_ctl', ['-D', this.#data, ...args])
  }

  async #run(program: PostgresProgram, args: string[]): Promise<void> {
    await exec(this.#program(program), args, { ...this.#runAs, cwd: '/' })
  }
}

function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false
  }
}
