import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Benchmark } from '../benchmarks/benchmark.js'
import { figure } from '../benchmarks/figure.js'
import { inRepository } from '../repository.js'
import { portSettings } from '../testing/free-ports.js'
import { testEnvironment } from '../testing/run-program.js'

const patienceMs = 600_000

async function showsSignIn(url: string): Promise<boolean> {
  try {
    const page = await fetch(`${url}/sign-in`, { signal: AbortSignal.timeout(2_000) })
    return page.ok && (await page.text()).includes('<html')
  } catch {
    return false
  }
}

/** Without what the npm script that runs this benchmark set: a person's own Node starts the clone. */
function personsEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(testEnvironment()).filter(([name]) => !name.startsWith('npm_') && name !== 'INIT_CWD')
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'))
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) }
}

/** `npm start` as a person types it, up to the sign-in page, and Ctrl-C. Answers the seconds to the page. */
async function timedStart(clone: string): Promise<number> {
  const ports = await portSettings()
  const url = `http://localhost:${ports['MAESTRO_PORT']}`
  const startedAt = performance.now()
  const environment = { ...personsEnvironment(), ...ports }
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const ended = once(child, 'exit')
  while (!(await showsSignIn(url))) {
    const late = performance.now() - startedAt > patienceMs
    if (late && child.pid) process.kill(-child.pid, 'SIGKILL')
    if (late || child.exitCode !== null) throw new Error(`npm start did not reach the sign-in page:\n${said}`)
    await sleep(50)
  }
  const seconds = (performance.now() - startedAt) / 1000
  if (child.pid) process.kill(-child.pid, 'SIGINT')
  await ended
  return seconds
}

function cloneTo(folder: string): void {
  execFileSync('git', ['clone', '--quiet', '--no-local', inRepository(), folder])
}

/** Fills npm's cache, so that what is timed is the installation and not the network. */
function warmPackageCache(clone: string): void {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: clone })
  rmSync(join(clone, 'node_modules'), { recursive: true, force: true })
}

async function cleanStarts(count: number, say: (sentence: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'maestro-start-'))
  const clean: number[] = []
  const again: number[] = []
  try {
    for (let run = 1; run <= count; run++) {
      const clone = join(folder, `clone-${run}`)
      cloneTo(clone)
      if (run === 1) warmPackageCache(clone)
      clean.push(await timedStart(clone))
      again.push(await timedStart(clone))
      say(
        `run ${run} of ${count}: ${clean.at(-1)?.toFixed(1)} s from a clean clone, ${again.at(-1)?.toFixed(1)} s again`,
      )
      rmSync(clone, { recursive: true, force: true })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { clean, again }
}

export const benchmark: Benchmark = {
  about: 'from a clean clone with a warm package cache to the sign-in page, and a second start',
  size: 'clean starts, 5',
  run: async ({ size = 5, say }) => {
    const { clean, again } = await cleanStarts(size, say)
    return [
      figure({ metric: 'clean clone to sign-in page', unit: 's', values: clean, target: 180, wanted: 'at most' }),
      figure({ metric: 'second start to sign-in page', unit: 's', values: again, target: 10, wanted: 'at most' }),
    ]
  },
}
