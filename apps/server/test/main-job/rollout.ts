import type { Deployment } from '@maestro/contract'
import { buildAssignment, buildProfile, patient } from '@maestro/testkit'
import { expect, vi } from 'vitest'
import type { Visitor } from '../visitor.js'
import type { Office, OfficeDevice } from './office.js'

/** A profile that holds for the devices' model, as somebody may have assigned it a minute ago. */
export async function wantedForModel(office: Office, values: object, priority = 100): Promise<string> {
  const { organizationId } = office
  const profileId = await buildProfile(office.owner, { organizationId, values })
  const scope = { scopeKind: 'model', scopeId: 'gtm-5140', priority }
  await buildAssignment(office.owner, { organizationId, profileId, ...scope })
  return profileId
}

/** A profile in its next version. */
export async function changeProfile(office: Office, profileId: string, values: object): Promise<void> {
  const sql = `WITH next AS (UPDATE profiles SET version = version + 1, "values" = $2 WHERE id = $1 RETURNING *)
    INSERT INTO profile_versions (profile_id, version, organization_id, "values", locked, changed_by, changed_by_name)
    SELECT id, version, organization_id, "values", locked, 'system:test', 'Test' FROM next`
  await office.owner.query(sql, [profileId, JSON.stringify(values)])
}

export const deploymentPath = (office: Office, id: string) => `${office.path}/deployments/${id}`

export async function deploymentOf(office: Office, id: string): Promise<Deployment> {
  return (await office.admin.get(deploymentPath(office, id))).body
}

export function deploymentBecomes(office: Office, id: string, shape: object): Promise<void> {
  return vi.waitFor(async () => expect(await deploymentOf(office, id)).toMatchObject(shape), {
    ...patient,
    interval: 50,
  })
}

/** A draft with its preview. */
export async function prepared(office: Office, body: object, by = office.admin): Promise<Deployment> {
  const made = await by.post(`${office.path}/deployments`, body)
  expect(made).toMatchObject({ status: 202, body: { state: 'preparing' } })
  await deploymentBecomes(office, made.body.id, { state: 'draft' })
  return deploymentOf(office, made.body.id)
}

export async function started(office: Office, body: object): Promise<Deployment> {
  const draft = await prepared(office, body)
  const answer = await act(office, draft.id, 'start', { previewHash: draft.previewHash })
  expect(answer).toMatchObject({ status: 200 })
  return answer.body
}

export function act(office: Office, id: string, verb: string, body: object = {}, by: Visitor = office.admin) {
  return by.post(`${deploymentPath(office, id)}/${verb}`, body)
}

export const idsOf = (devices: readonly OfficeDevice[]) => devices.map(({ id }) => id)

/** A ring of so many devices. */
export const ringOf = (name: string, value: number, more: object = {}) => ({
  name,
  size: { kind: 'count', value },
  failurePercent: 30,
  ...more,
})
export const restOf = (name: string, more: object = {}) => ({
  name,
  size: { kind: 'rest' },
  failurePercent: 30,
  ...more,
})
