import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { made, organizationOf } from './demo.js'

const program = join(import.meta.dirname, '../../simulator/dist/main.js')
const server = process.env['MAESTRO_E2E_URL'] ?? 'http://localhost:8300'

export interface PretendDevice {
  readonly id: string
  readonly name: string
  readonly serial: string
}

export interface PretendBuilding {
  readonly id: string
  readonly name: string
  readonly devices: readonly PretendDevice[]
}

/** A building of its own with one room system in each of its rooms, all online; ends with `stop`. */
export class PretendFleet {
  readonly #folder = mkdtempSync(join(tmpdir(), 'maestro-pretend-'))
  readonly #claims = new Map<string, string>()
  #child: ChildProcess | undefined

  async build(page: Page, name: string, count: number): Promise<PretendBuilding> {
    const { id } = await made(page, '/locations', { name, kind: 'building', parentId: null })
    const devices: PretendDevice[] = []
    for (let number = 1; number <= count; number++) devices.push(await this.add(page, { id, name }, number))
    return { id, name, devices }
  }

  /** One more room with its device; it comes online with the next `start`. */
  async add(page: Page, { id, name }: { id: string; name: string }, number: number): Promise<PretendDevice> {
    const serial = `${name.replaceAll(' ', '-').toUpperCase()}-${number}`
    const room = await made(page, '/rooms', { name: `${name} ${number}`, locationId: id })
    const device = await made(page, '/devices', { modelKey: 'gtm-5140', serial, name: room.name, roomId: room.id })
    const claim = (await made(page, `/devices/${device.id}/claim-code`, {})) as unknown as { code: string }
    this.#claims.set(serial, claim.code)
    return { id: device.id, name: room.name, serial }
  }

  /** Plugs the devices in; those named, by their serial, behave in a way of their own. */
  async start(page: Page, ways: Readonly<Record<string, string>> = {}, more: readonly string[] = []): Promise<void> {
    const fleet = join(this.#folder, 'fleet.json')
    const members = [...this.#claims].map(([serial, claimCode]) => ({
      serial,
      model: 'gtm-5140',
      claimCode,
      behaviour: ways[serial] ?? 'normal',
    }))
    writeFileSync(fleet, JSON.stringify(members))
    const args = [program, '--server', server, '--fleet', fleet, '--state', join(this.#folder, 'state'), ...more]
    this.#child = spawn(process.execPath, args, { stdio: 'ignore' })
    await expect.poll(() => this.#online(page)).toBe(members.length)
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
