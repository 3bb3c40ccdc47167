import { spawnSync } from 'node:child_process'
import { availableParallelism, totalmem } from 'node:os'
import { postgresPrograms } from '../postgres/binaries.js'
import { unprivilegedAccount } from '../postgres/unprivileged.js'

export interface Machine {
  readonly cores: number
  readonly memoryGB: number
  readonly node: string
  readonly postgres: string
  readonly queue: 'postgres' | 'redis'
}

function postgresVersion(): string {
  if (process.env['DATABASE_URL']) return 'external'
  const program = postgresPrograms(unprivilegedAccount())('postgres')
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', cwd: '/' })
  return /[\d.]+/.exec(stdout ?? '')?.[0] ?? 'unknown'
}

/** What the figures were measured on. */
export function machine(): Machine {
  return {
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 1024 ** 3),
    node: process.versions.node,
    postgres: postgresVersion(),
    queue: process.env['REDIS_URL'] ? 'redis' : 'postgres',
  }
}
