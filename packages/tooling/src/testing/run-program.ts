import { spawn } from 'node:child_process'
import { inRepository } from '../repository.js'

/** Where the summary reporter leaves its counts. */
export const summaryVariable = 'MAESTRO_TEST_SUMMARY'

/** The environment of tests: nothing a person set for an installation reaches them. */
export function testEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const foreign = (name: string) => name.startsWith('MAESTRO_') && name !== 'MAESTRO_TEST_ALL'
  const kept = Object.entries(process.env).filter(([name]) => {
    return !foreign(name) && !['DATABASE_URL', 'REDIS_URL', 'MQTT_URL', 'LOG_LEVEL'].includes(name)
  })
  return { ...Object.fromEntries(kept), ...more }
}

/** When what a program says is shown: beside others only after it ended, so that nothing is mixed up. */
export type Showing = 'at once' | 'at the end'

/** Runs one of our Node programs in the repository, showing what it says. Answers its exit code. */
export async function runProgram(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  showing: Showing,
): Promise<number> {
  if (showing === 'at the end') {
    const { code, output } = await readProgram(args, environment)
    process.stdout.write(output)
    return code
  }
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: inRepository(), env: environment, stdio: 'inherit' })
    child.once('error', failed)
    child.once('exit', (code) => done(code ?? 1))
  })
}

/** Runs one quietly. Answers its exit code and all it said. */
export function readProgram(args: readonly string[], environment: NodeJS.ProcessEnv) {
  return new Promise<{ code: number; output: string }>((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: inRepository(), env: environment })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.once('error', failed)
    child.once('close', (code) => done({ code: code ?? 1, output }))
  })
}
