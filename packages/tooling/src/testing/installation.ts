import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { inRepository } from '../repository.js'
import { portSettings } from './free-ports.js'
import { testEnvironment } from './run-program.js'
import { throwawayFolder } from './throwaway-folder.js'

export interface TestInstallation {
  /** The public origin. */
  readonly url: string
  readonly dataFolder: string
  readonly settings: Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}

/** Resolves when the table was printed, rejects with all that was said when the program ends before. */
function untilAnnounced(child: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    let output = ''
    const listen = (chunk: unknown) => {
      output += String(chunk)
      if (output.includes('To stop')) done()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', () => failed(new Error(`Maestro did not start:\n${output}`)))
  })
}

/** Everything `npm start` starts, with the demo, on free ports and in a throwaway data folder. */
export async function startInstallation(more: Record<string, string> = {}): Promise<TestInstallation> {
  const folder = throwawayFolder('maestro-installation-')
  const dataFolder = folder.path
  const ports = await portSettings()
  const url = `http://localhost:${ports['MAESTRO_PORT']}`
  const settings = { MAESTRO_DATA: dataFolder, MAESTRO_URL: url, ...ports, ...more }
  const program = inRepository('packages/tooling/dist/start.js')
  const child = spawn(process.execPath, [program], { cwd: inRepository(), env: testEnvironment(settings) })
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    folder.remove()
  }
  try {
    await untilAnnounced(child)
    return { url, dataFolder, settings, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
