import { spawn } from 'node:child_process'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../../cli/bin/maestro.mjs')

export type Ended = { readonly code: number; readonly out: string; readonly err: string }

/** Runs `npx maestro` as a pipeline does: in a process of its own, without a terminal. */
export function runCommandLine(
  args: readonly string[],
  { folder, url, token }: { readonly folder: string; readonly url: string; readonly token: string },
): Promise<Ended> {
  const environment = { PATH: process.env['PATH'], MAESTRO_URL: url, MAESTRO_TOKEN: token }
  const running = spawn(process.execPath, [program, ...args], { env: environment, cwd: folder, timeout: 90_000 })
  const [out, err]: [string[], string[]] = [[], []]
  running.stdout.on('data', (part) => out.push(String(part)))
  running.stderr.on('data', (part) => err.push(String(part)))
  return new Promise((resolve, reject) => {
    running.on('error', reject)
    running.on('close', (code) => resolve({ code: code ?? -1, out: out.join(''), err: err.join('') }))
  })
}
