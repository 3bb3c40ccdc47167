import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { made, organizationOf } from './demo.js'

const program = join(import.meta.dirname, '../../simulator/dist/main.js')
const server = process.env['MAESTRO_E2E_URL'] ?? 'http://localhost:8300'

export interface PretendBuilding {
  readonly name: string
  readonly devices: readonly { id: string; name: string; serial: string }[]
}

/** A building of its own with one room system in each of its rooms, all online; ends with `stop`. */
export class PretendFleet {
  readonly #folder = mkdtempSync(join(tmpdir(), 'maestro-pretend-'))
  readonly #claims = new Map<string, string>()
  #child: ChildProcess | undefined

  async build(page: Page, name: string, count: number): Promise<PretendBuilding> {
    const place = await made(page, '/locations', { name, kind: 'building', parentId: null })
    const devices: PretendBuilding['devices'][number][] = []
    for (let number = 1; number <= count; number++) {
      const serial = `${name.replaceAll(' ', '-').toUpperCase()}-${number}`
      const room = await made(page, '/rooms', { name: `${name} ${number}`, locationId: place.id })
      const device = await made(page, '/devices', { modelKey: 'gtm-5140', serial, name: room.name, roomId: room.id })
      const claim = (await made(page, `/devices/${device.id}/claim-code`, {})) as unknown as { code: string }
      this.#claims.set(serial, claim.code)
      devices.push({ id: device.id, name: room.name, serial })
    }
    return { name, devices }
  }

  /** Plugs the devices in; those named refuse what they are told. */
  async start(page: Page, refusing: readonly string[], more: readonly string[] = []): Promise<void> {
    const fleet = join(this.#folder, 'fleet.json')
    const members = [...this.#claims].map(([serial, claimCode]) => ({
      serial,
      model: 'gtm-5140',
      claimCode,
      behaviour: refusing.includes(serial) ? 'refuses' : 'normal',
    }))
    writeFileSync(fleet, JSON.stringify(members))
    const args = [program, '--server', server, '--fleet', fleet, '--state', join(this.#folder, 'state'), ...more]
    this.#child = spawn(process.execPath, args, { stdio: 'ignore' })
    await expect.poll(() => this.#online(page), { timeout: 60_000 }).toBe(members.length)
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }

  async #online(page: Page): Promise<number> {
    const { id } = await organizationOf(page)
    const answer = await page.request.get(`/api/v1/organizations/${id}/devices?state=online&limit=200`)
    const { items } = (await answer.json()) as { items: { serial: string }[] }
    return items.filter(({ serial }) => this.#claims.has(serial)).length
  }
}
