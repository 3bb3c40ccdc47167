import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type PretendProcesses, startConnectedFleet } from './connected-fleet.js'
import { type EnrolledDevice, issueApiTokens, seedEnrolledDevices } from './enrolled-devices.js'
import { untilOnline } from './held-fleet.js'
import type { RunningServer, Workbench } from './server-under-test.js'
import { Visitor } from './visitor.js'

const connectRate = 400
const pollMs = 100

/** An organization whose devices are all connected and all have one profile, and its admin. */
export interface PushedFleet {
  readonly server: RunningServer
  readonly devices: readonly EnrolledDevice[]
  readonly organizationId: string
  /** Of the organization, below `/api/v1`. */
  readonly path: string
  readonly admin: Visitor
  readonly tokens: readonly string[]
  readonly owner: pg.Client
  readonly profileId: string
  readonly pretended: PretendProcesses
  close(): Promise<void>
}

export interface DeploymentNow {
  readonly id: string
  readonly state: string
  readonly previewHash: string | null
  readonly total: number
  readonly counts: Readonly<Record<string, number>>
}

/** Writes so many devices, connects them, and gives all of them one empty profile. */
export async function openPushedFleet(
  workbench: Workbench,
  size: number,
  say: (sentence: string) => void,
  { transcript, more = {} }: { transcript?: string; more?: Readonly<Record<string, string>> } = {},
): Promise<PushedFleet> {
  const url = await workbench.createDatabase('maestro_push')
  const devices = await seedEnrolledDevices(url, size, 1)
  const organizationId = devices[0]?.organizationId ?? ''
  const tokens = await issueApiTokens(url, organizationId, 100)
  const server = await workbench.startProcesses(url, ['link', 'worker', 'api'], more)
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const pretended = startConnectedFleet({
    folder: workbench.folder,
    name: 'pushed',
    server: server.url,
    broker: server.mqttUrl,
    devices,
    connectRate,
    ...(transcript && { transcript }),
  })
  await untilOnline({ owner, folder: workbench.folder, say }, devices.length)
  const admin = new Visitor(server.url, tokens)
  const path = `/organizations/${organizationId}`
  const profile = await admin.send<{ id: string }>('POST', `${path}/profiles`, { name: 'Everybody', values: {} })
  const profileId = profile.body.id
  await admin.send('POST', `${path}/assignments`, { profileId, scopeKind: 'organization', scopeId: organizationId })
  return {
    server,
    devices,
    organizationId,
    path,
    admin,
    tokens,
    owner,
    profileId,
    pretended,
    close: async () => {
      admin.close()
      await pretended.cut()
      await owner.end()
    },
  }
}

/** A new version of the profile that everybody has. */
export async function wish({ admin, path, profileId }: PushedFleet, values: object): Promise<void> {
  const { version } = (await admin.get<{ version: number }>(`${path}/profiles/${profileId}`)).body
  await admin.send('PATCH', `${path}/profiles/${profileId}`, { values }, { 'if-match': `"${version}"` })
}

/** Reads a deployment until it stands as wanted. Throws when that takes longer than `seconds`. */
export async function untilDeployment(
  { admin, path }: Pick<PushedFleet, 'admin' | 'path'>,
  id: string,
  states: readonly string[],
  seconds: number,
): Promise<DeploymentNow> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const now = await admin.get<DeploymentNow>(`${path}/deployments/${id}`).catch((error: unknown) => {
      if (Date.now() > deadline) throw error
    })
    if (now && states.includes(now.body.state)) return now.body
    if (Date.now() > deadline) throw new Error(`After ${seconds} s the deployment was: ${JSON.stringify(now?.body)}`)
    await sleep(pollMs)
  }
}

/** Prepares a deployment of everything to everybody; resolves when its preview is there. */
export async function prepare(fleet: Pick<PushedFleet, 'admin' | 'path'>, more: object = {}): Promise<DeploymentNow> {
  const wanted = { scope: { everyone: true }, ...more }
  const { body } = await fleet.admin.send<DeploymentNow>('POST', `${fleet.path}/deployments`, wanted)
  return untilDeployment(fleet, body.id, ['draft'], 300)
}

export async function start({ admin, path }: PushedFleet, { id, previewHash }: DeploymentNow): Promise<void> {
  await admin.send('POST', `${path}/deployments/${id}/start`, { previewHash })
}
