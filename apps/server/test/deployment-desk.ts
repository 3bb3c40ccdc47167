import { buildAssignment, buildDevice, buildOrganization, buildProfile } from '@maestro/testkit'
import { expect } from 'vitest'
import { engineOf } from './engine.js'
import type { RunningApi } from './running-api.js'
import type { Visitor } from './visitor.js'

export type Desk = Awaited<ReturnType<typeof openDesk>>
let priority = 0

/** An organization of its own with an admin, who deploys to devices that exist in the database only. */
export async function openDesk(api: RunningApi) {
  const organizationId = (await buildOrganization(api.owner)).id
  const admin = await api.signedIn('admin', organizationId)
  const path = `/organizations/${organizationId}`
  const engine = engineOf(api, organizationId)
  const device = (more: object = {}) => buildDevice(api.owner, { organizationId, ...more })
  const one = async (id: string, by = admin) => (await by.get(`${path}/deployments/${id}`)).body
  const draft = async (body: object = {}, by = admin) => {
    const made = await by.post(`${path}/deployments`, { scope: { everyone: true }, ...body })
    expect(made.status).toBe(202)
    await engine.prepare(made.body.id)
    return one(made.body.id)
  }
  const act = (id: string, verb: string, body: object = {}, by: Visitor = admin) =>
    by.post(`${path}/deployments/${id}/${verb}`, body)
  const start = ({ id, previewHash }: { id: string; previewHash: string }, by = admin, more: object = {}) =>
    act(id, 'start', { previewHash, ...more }, by)
  return {
    organizationId,
    admin,
    path,
    engine,
    device,
    one,
    /** A draft with its preview, of everybody unless the body says otherwise. */
    draft,
    act,
    start,
    devicesOf: (count: number, more: object = {}) => Promise.all(Array.from({ length: count }, () => device(more))),
    /** A profile that holds for everybody, or for a scope. */
    profile: async (values: object, scope?: { scopeKind: string; scopeId: string }) => {
      const profileId = await buildProfile(api.owner, { organizationId, values })
      priority += 1
      const everybody = { scopeKind: 'organization', scopeId: organizationId }
      await buildAssignment(api.owner, { organizationId, profileId, priority, ...(scope ?? everybody) })
      return profileId
    },
    running: async (body: object = {}) => {
      const made = await draft(body)
      expect((await start(made)).status).toBe(200)
      return made.id as string
    },
    targetsOf: async (id: string) => (await admin.get(`${path}/deployments/${id}/targets?limit=100`)).body.items,
    isThere: async (id: string) => (await admin.get(`${path}/deployments/${id}`)).status === 200,
  }
}

export const rest = (more: object = {}) => ({ name: 'rest', size: { kind: 'rest' }, ...more })
export const first = (value: number, more: object = {}) => ({ name: 'first', size: { kind: 'count', value }, ...more })
