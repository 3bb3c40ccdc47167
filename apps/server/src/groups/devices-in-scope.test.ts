import type { DeploymentScope } from '@maestro/contract'
import { inOrganization } from '@maestro/database'
import {
  buildActivation,
  buildAssignment,
  buildDevice,
  buildGroup,
  buildLocation,
  buildOrganization,
  buildPool,
  buildProfile,
  buildRoom,
} from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Transaction } from '../platform/platform.js'
import { countInScope, groupsOf, idsInScope } from './devices-in-scope.js'

let api: RunningApi
let organizationId: string
let building: string
let upstairs: string
let downstairs: string

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
  building = await buildLocation(api.owner, { organizationId, kind: 'building' })
  const floor = await buildLocation(api.owner, { organizationId, parentId: building, kind: 'floor' })
  const roomId = await buildRoom(api.owner, { organizationId, locationId: floor })
  upstairs = await device({ roomId, name: 'Upstairs' })
  downstairs = await device({ model: 'gt-mini', name: 'Downstairs' })
  await device({ state: 'retired', roomId })
  await device({ management: 'recorded', roomId, model: 'phone-2105' })
  await buildDevice(api.owner, { organizationId: (await buildOrganization(api.owner)).id })
})
afterAll(() => api.close())

const device = (more: object = {}) => buildDevice(api.owner, { organizationId, ...more })
const here = <T>(work: (tx: Transaction) => Promise<T>) =>
  inOrganization({ organizationId, actor: 'system:test' }, () => api.platform.transaction(work))
const idsOf = (scope: DeploymentScope) => here((tx) => idsInScope(tx, organizationId, scope, null, 100))
const both = () => [upstairs, downstairs].sort()

describe('a scope', () => {
  it('of everyone holds what can be told something, page by page', async () => {
    expect(await idsOf({ everyone: true })).toEqual(both())
    const [first = ''] = await here((tx) => idsInScope(tx, organizationId, { everyone: true }, null, 1))
    expect(await here((tx) => idsInScope(tx, organizationId, { everyone: true }, first, 1))).toEqual([both()[1]])
    expect(await here((tx) => countInScope(tx, organizationId, { everyone: true }))).toBe(2)
  })

  it('of a place holds all below it', async () => {
    expect(await idsOf({ locationId: building })).toEqual([upstairs])
  })

  it('of a group holds its members, and by a rule whoever comes later', async () => {
    const byHand = await buildGroup(api.owner, { organizationId, deviceIds: [downstairs] })
    const byRule = await buildGroup(api.owner, { organizationId, rule: { location: [building] } })
    expect(await idsOf({ groupId: byHand })).toEqual([downstairs])
    expect(await idsOf({ groupId: byRule })).toEqual([upstairs])
    const roomId = await buildRoom(api.owner, { organizationId, locationId: building })
    const late = await device({ roomId })
    expect(await idsOf({ groupId: byRule })).toEqual([upstairs, late].sort())
  })

  it('of a filter asks for all of it at once', async () => {
    const poolId = await buildPool(api.owner, { organizationId })
    await buildActivation(api.owner, { organizationId, deviceId: upstairs, poolId })
    expect(await idsOf({ filter: { feature: ['dual-screen'], model: ['gtm-5140'] } })).toEqual([upstairs])
    expect(await idsOf({ filter: { feature: ['dual-screen'], model: ['gt-mini'] } })).toEqual([])
    expect(await idsOf({ filter: { search: 'downst' } })).toEqual([downstairs])
    expect(await idsOf({ filter: { roomType: ['huddle'] } })).toEqual([upstairs])
    expect(await idsOf({ filter: { location: ['no id at all'] } })).toEqual([])
  })

  it('of a profile holds all that its assignments reach', async () => {
    const profileId = await buildProfile(api.owner, { organizationId })
    expect(await idsOf({ profileId })).toEqual([])
    await buildAssignment(api.owner, { organizationId, profileId, scopeKind: 'location', scopeId: building })
    expect(await idsOf({ profileId })).toEqual([upstairs])
    await buildAssignment(api.owner, { organizationId, profileId, scopeKind: 'device', scopeId: downstairs })
    expect(await idsOf({ profileId })).toEqual(both())
    await buildAssignment(api.owner, { organizationId, profileId, scopeKind: 'organization', scopeId: organizationId })
    expect(await idsOf({ profileId })).toEqual(both())
  })

  it('of what is not there, or of another organization, holds nothing', async () => {
    const elsewhere = (await buildOrganization(api.owner)).id
    const groupId = await buildGroup(api.owner, { organizationId: elsewhere, rule: { model: ['gtm-5140'] } })
    expect(await idsOf({ groupId })).toEqual([])
    expect(await idsOf({ profileId: await buildProfile(api.owner, { organizationId: elsewhere }) })).toEqual([])
  })
})

it('tells the groups of devices, by hand and by rule', async () => {
  const byHand = await buildGroup(api.owner, { organizationId, deviceIds: [upstairs, downstairs] })
  const byRule = await buildGroup(api.owner, { organizationId, rule: { model: ['gt-mini'] } })
  const found = await here((tx) => groupsOf(tx, organizationId, [upstairs, downstairs]))
  expect(found.get(upstairs)).toEqual([byHand])
  expect(found.get(downstairs)?.sort()).toEqual([byHand, byRule].sort())
})
