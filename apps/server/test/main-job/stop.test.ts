import { afterAll, beforeAll, expect, it } from 'vitest'
import { deviceBecomes, type Office, type OfficeDevice, openOfficeAlone } from './office.js'

let office: Office
let devices: OfficeDevice[]

beforeAll(async () => {
  office = await openOfficeAlone()
  devices = []
  for (const transport of ['tcp', 'ws', 'https'] as const) {
    const device = await office.device()
    await office.fleet([device], { transport })
    devices.push(device)
  }
  await everybodyIsThere()
})
afterAll(() => office?.close())

async function everybodyIsThere(): Promise<void> {
  for (const device of devices) await deviceBecomes(office, device, { connection: 'online' })
}

/** An open page that waits for news, and how its connection ends. */
async function openPage(): Promise<{ readonly end: Promise<'sent away' | 'cut off'> }> {
  const { credentials: headers } = office.admin
  const { status, body } = await fetch(`${office.processes.origin}/api/v1${office.path}/live`, { headers })
  expect(status).toBe(200)
  const reader = (body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  const untilItEnds = async () => {
    while (!(await reader.read()).done);
    return 'sent away' as const
  }
  return { end: untilItEnds().catch(() => 'cut off') }
}

it.each(['api', 'worker', 'link'] as const)(
  'the %s that is told to stop is cut off by nobody, whoever is connected; they come back when it is',
  async (role) => {
    const page = await openPage()
    // One that has to be cut off ends with 1.
    expect(await office.processes[role].stop()).toBe(0)
    if (role === 'api') expect(await page.end).toBe('sent away')
    await office.processes[role].start()
    await everybodyIsThere()
  },
)
