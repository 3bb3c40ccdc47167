import { spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { endGroup } from '../process/end-group.js'
import { identityOf, type ProcessIdentity } from '../process/identity.js'
import { logPath, openLog, rotateLog } from './log-file.js'

export interface RoleDefinition {
  readonly name: string
  /** The program and its arguments, after Node's own. */
  readonly command: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  readonly workingFolder: string
  /** Answers 2xx when the role does its work; without one the role counts as ready at once. */
  readonly readyUrl?: string
}

export interface RoleHooks {
  readonly dataFolder: string
  readonly say: (sentence: string) => void
  /** A process that ran for longer counts its next end as the first; a minute unless said. */
  readonly steadyAfterMs?: number
  /** Called whenever a process came or went. */
  readonly changed: () => void
}

const leaveWithParent = new URL('../process/leave-with-parent.js', import.meta.url).href
const slowestRestartMs = 30_000
const usuallySteadyAfterMs = 60_000

/** One process of Maestro: started, started again when it crashes, stopped. */
export class Role {
  #identity: ProcessIdentity | undefined
  #stopping = false
  #restarting: NodeJS.Timeout | undefined
  #crashes = 0

  constructor(
    readonly definition: RoleDefinition,
    private readonly hooks: RoleHooks,
  ) {
    rotateLog(hooks.dataFolder, definition.name)
  }

  get identity(): ProcessIdentity | undefined {
    return this.#identity
  }

  /** How often it ended by itself since it last ran steadily. */
  get crashes(): number {
    return this.#crashes
  }

  start(): void {
    const { command, environment, workingFolder, name } = this.definition
    const log = openLog(this.hooks.dataFolder, name)
    const startedAt = Date.now()
    // Its own process group: Ctrl-C reaches the supervisor alone, which then stops everything in order.
    const child = spawn(process.execPath, ['--enable-source-maps', '--import', leaveWithParent, ...command], {
      cwd: workingFolder,
      env: { ...environment, MAESTRO_SUPERVISOR: String(process.pid) },
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    this.#identity = child.pid === undefined ? undefined : identityOf(child.pid)
    child.once('exit', (code, signal) => this.#ended(startedAt, signal ?? `exit code ${code}`))
    child.once('error', (error) => this.hooks.say(`${name} could not be started: ${error.message}`))
    this.hooks.changed()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#restarting)
    if (this.#identity) await endGroup(this.#identity, 10_000)
  }

  #ended(startedAt: number, how: string): void {
    this.#identity = undefined
    this.hooks.changed()
    if (this.#stopping) return
    const steady = Date.now() - startedAt > (this.hooks.steadyAfterMs ?? usuallySteadyAfterMs)
    this.#crashes = steady ? 1 : this.#crashes + 1
    const delay = Math.min(500 * 2 ** (this.#crashes - 1), slowestRestartMs)
    const { name } = this.definition
    const log = logPath(this.hooks.dataFolder, name)
    this.hooks.say(`The ${name} stopped (${how}); starting it again in ${delay / 1000} s. Its log: ${log}`)
    this.#restarting = setTimeout(() => this.start(), delay)
  }
}
