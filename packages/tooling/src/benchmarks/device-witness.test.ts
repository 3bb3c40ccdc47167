import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DeviceWitness } from './device-witness.js'

const received = (serial: string, version: number, mtu: number) => ({
  serial,
  event: 'received',
  version,
  message: { state: { settings: { network: { mtu } } } },
})
const applied = (serial: string, version: number) => ({ serial, event: 'applied', version })

async function judged(lines: readonly object[]) {
  const file = join(mkdtempSync(join(tmpdir(), 'maestro-witness-')), 'transcript')
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return (await DeviceWitness.read(file)).judge(['A', 'B'], '"mtu":1400')
}

describe('the devices’ own transcripts', () => {
  it('are content when every device applied the newest wish, however often it came', async () => {
    const lines = [received('A', 1, 1300), applied('A', 1), received('A', 2, 1400), received('A', 2, 1400)]
    expect(await judged([...lines, applied('A', 2), received('B', 7, 1400), applied('B', 7)])).toEqual({
      notAtWish: 0,
      older: 0,
    })
  })

  it('tell of a device that never heard of it, and of one that did not apply it', async () => {
    expect(await judged([received('A', 2, 1400)])).toEqual({ notAtWish: 2, older: 0 })
    expect(await judged([received('A', 1, 1300), applied('A', 1), received('B', 1, 1400), applied('B', 1)])).toEqual({
      notAtWish: 1,
      older: 0,
    })
  })

  it('tell of something older that came after something newer', async () => {
    const lines = [received('A', 2, 1400), applied('A', 2), received('A', 1, 1300)]
    expect(await judged([...lines, received('B', 1, 1400), applied('B', 1)])).toEqual({ notAtWish: 0, older: 1 })
  })
})
