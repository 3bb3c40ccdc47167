import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Fleet, type FleetMember, type FleetOptions, startFleet } from '@maestro/simulator'
import {
  buildGrant,
  buildOrganization,
  buildPool,
  buildRoom,
  type FreshDatabase,
  freshDatabase,
  patient,
  type Queryable,
} from '@maestro/testkit'
import { expect, vi } from 'vitest'
import { atTheEndOfAll } from '../journey-environment.js'
import { type RunningApi, runApi } from '../running-api.js'
import { Visitor } from '../visitor.js'
import { type ServerProcesses, startProcesses } from './server-processes.js'

export type OfficeDevice = { readonly id: string; readonly serial: string; readonly claimCode: string }
export type Behaviour = FleetMember['behaviour']

/** A customer with an admin who signed in over HTTP, its partner, and every process of the server. */
export type Office = {
  readonly processes: ServerProcesses
  readonly database: FreshDatabase
  readonly owner: Queryable
  readonly organizationId: string
  readonly roomId: string
  /** Where the customer's things are, below `/api/v1`. */
  readonly path: string
  readonly admin: Visitor
  readonly partner: Visitor
  readonly partnerId: string
  readonly partnerPoolId: string
  /** Makes people; its door is not used. */
  readonly people: RunningApi
  device(model?: string): Promise<OfficeDevice>
  fleet(devices: readonly OfficeDevice[], more?: Partial<FleetOptions> & { behaviour?: Behaviour }): Promise<Fleet>
  licenseKey(units?: number): Promise<string>
  /** Somebody who signed in over HTTP. */
  signedIn(role: 'admin' | 'auditor' | 'technician', organizationId: string): Promise<Visitor>
  close(): Promise<void>
}

type Environment = Readonly<Record<string, string>>
type Installation = Pick<Office, 'processes' | 'database' | 'people'> & { close(): Promise<void> }

async function install(environment: Environment): Promise<Installation> {
  const database = await freshDatabase()
  const [processes, people] = await Promise.all([startProcesses(database, environment), runApi(database)])
  const close = async () => {
    await processes.close()
    await people.close()
    await database.drop()
  }
  return { database, processes, people, close }
}

const installations = new Map<string, Promise<Installation>>()

/** An installation that goes on for whoever wants the same environment later. */
async function sharedInstallation(environment: Environment): Promise<Installation> {
  const key = JSON.stringify(environment)
  const known = installations.get(key)
  if (known) return known
  const made = install(environment)
  installations.set(key, made)
  // The database ends with its server, which stops at the same time.
  atTheEndOfAll(async () => (await made).processes.close())
  return made
}

/** How long a device may take to answer where nothing depends on it; then it is asked again. */
const soon = { MAESTRO_ANSWER_SECONDS: '2' }

/** An organization of its own in an installation of many, none of which stops or counts what it shares. */
export async function openOffice(): Promise<Office> {
  return openIn(await sharedInstallation(soon))
}

/** Where processes come to die: a file named for a step, in the folder, kills the one that reaches it. */
export const switches = mkdtempSync(join(tmpdir(), 'maestro-switches-'))

/** The same in an installation whose processes are killed, and begin again before the office is closed. */
export async function openOfficeOfKills(): Promise<Office> {
  return openIn(await sharedInstallation({ MAESTRO_ANSWER_SECONDS: '3', MAESTRO_KILL_SWITCHES: switches }))
}

/** An office alone in its installation. */
export async function openOfficeAlone(environment: Environment = {}): Promise<Office> {
  const installation = await install(environment)
  return openIn(installation, installation.close)
}

async function openIn({ processes, people, database }: Installation, end = async () => {}): Promise<Office> {
  const { owner } = people
  const organizationId = (await buildOrganization(owner)).id
  const partnerId = (await buildOrganization(owner, { kind: 'partner' })).id
  await buildGrant(owner, { organizationId, partnerId })
  const roomId = await buildRoom(owner, { organizationId, name: 'Elbe' })
  const partnerPoolId = await buildPool(owner, { organizationId: partnerId, units: 100 })
  const path = `/organizations/${organizationId}`
  const enter = async (role: Parameters<RunningApi['person']>[0], id: string) =>
    new Visitor(processes.origin).signIn(await people.person(role, id))
  const admin = await enter('admin', organizationId)
  const partner = await enter('partner-admin', partnerId)
  const fleets: Fleet[] = []
  return {
    processes,
    database,
    owner,
    organizationId,
    roomId,
    path,
    admin,
    partner,
    partnerId,
    partnerPoolId,
    people,
    signedIn: enter,
    device: (model = 'gtm-5140') => addDevice(admin, path, roomId, model),
    fleet: async (devices, { behaviour = 'normal', ...more } = {}) => {
      const fleet = await startFleet({
        server: processes.origin,
        members: devices.map((device) => ({ ...device, model: 'gtm-5140', behaviour })),
        keepTranscript: true,
        applyDelayMs: [5, 30],
        // They come and go often here, and nobody should wait for that.
        patienceSeconds: 1,
        ...more,
      })
      fleets.push(fleet)
      return fleet
    },
    licenseKey: async (units = 1) => {
      const body = { poolId: partnerPoolId, units, customerId: organizationId }
      return (await partner.post(`/organizations/${partnerId}/licenses/keys`, body)).body.text
    },
    close: async () => {
      await Promise.all(fleets.map((fleet) => fleet.stop()))
      await end()
    },
  }
}

let serials = 0

async function addDevice(admin: Visitor, path: string, roomId: string, modelKey: string): Promise<OfficeDevice> {
  serials += 1
  const serial = `JOB${String(serials).padStart(5, '0')}`
  const made = await admin.post(`${path}/devices`, { modelKey, serial, name: `Device ${serial}`, roomId })
  expect(made.status).toBe(201)
  const { body } = await admin.post(`${path}/devices/${made.body.id}/claim-code`)
  return { id: made.body.id, serial, claimCode: body.code }
}

/** Saves values for a device, as somebody who has just read its configuration. */
export async function change(office: Office, device: OfficeDevice, values: object, by = office.admin) {
  const path = `${office.path}/devices/${device.id}/configuration`
  const { version } = (await by.get(path)).body
  return by.post(path, { values }, { 'if-match': `"${version}"` })
}

/** The newest target of a device, as a page shows it. */
export async function targetOf(office: Office, device: OfficeDevice) {
  return (await office.admin.get(`${office.path}/devices/${device.id}/targets?limit=1`)).body.items[0]
}

export function targetBecomes(office: Office, device: OfficeDevice, shape: object): Promise<void> {
  return vi.waitFor(async () => expect(await targetOf(office, device)).toMatchObject(shape), patient)
}

export function deviceBecomes(office: Office, device: OfficeDevice, shape: object): Promise<void> {
  return vi.waitFor(
    async () => expect((await office.admin.get(`${office.path}/devices/${device.id}`)).body).toMatchObject(shape),
    patient,
  )
}

/** What the audit keeps of a device, oldest first. */
export async function auditOf(office: Office, device: OfficeDevice) {
  const sql = 'SELECT * FROM audit_entries WHERE device_id = $1 ORDER BY at, id'
  return (await office.owner.query(sql, [device.id])).rows
}
