import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { requireTools } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newOrganization, type RunningLinkProcess, release, runLink, stageDevice } from './running-link.js'

const run = promisify(execFile)
let running: RunningLinkProcess

beforeAll(async () => {
  running = await runLink()
})
afterAll(() => running.close())

async function commandsOfReadme(): Promise<string> {
  const readme = await readFile(fileURLToPath(new URL('../../../../README.md', import.meta.url)), 'utf8')
  const commands = /^```sh walkthrough\n(.*?)^```$/ms.exec(readme)?.[1]
  if (!commands) throw new Error('README.md has no block "sh walkthrough".')
  return commands
}

it("a stranger enrols a device and follows its configuration with the README's commands", async (context) => {
  requireTools(context, 'curl', 'openssl', 'mosquitto_pub', 'mosquitto_sub', 'basenc')
  const device = await stageDevice(running.owner, running.database, await newOrganization(running.owner))
  await release(running.owner, device, 7, { display: { monitors: 'Dual' } })
  const folder = await mkdtemp(join(tmpdir(), 'maestro-walkthrough-'))
  try {
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', await commandsOfReadme()], {
      cwd: folder,
      timeout: 60_000,
      env: {
        ...process.env,
        MAESTRO: running.url,
        MQTT: `-h 127.0.0.1 -p ${new URL(running.mqttUrl).port}`,
        CLAIM_CODE: device.claimCode,
        MODEL: device.model,
        SERIAL: device.serial,
      },
    })
    expect(stdout).toContain('{"version":7,"full":true,"state":{"settings":{"display":{"monitors":"Dual"}}}}')
    expect(stdout).toContain('{"messages":[{"kind":"desired"')
  } finally {
    await rm(folder, { recursive: true })
  }
  await vi.waitFor(async () => {
    const { rows } = await running.owner.query(
      `SELECT d.connection, d.state, d.firmware_version, s.applied_version, s.reported, s.agent_version
       FROM devices d JOIN device_statuses s ON s.device_id = d.id WHERE d.id = $1`,
      [device.deviceId],
    )
    expect(rows[0]).toEqual({
      connection: 'offline',
      state: 'active',
      firmware_version: '5.10.0',
      applied_version: '7',
      agent_version: 'curl',
      reported: { firmware: '5.10.0', screens: [{ connector: 'HDMI 1' }, { connector: 'HDMI 2' }] },
    })
  })
})
