import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditOf, change, deviceBecomes, type Office, type OfficeDevice, openOffice, targetOf } from './office.js'
import {
  act,
  changeProfile,
  deploymentBecomes,
  deploymentOf,
  deploymentPath,
  idsOf,
  prepared,
  restOf,
  ringOf,
  started,
  wantedForModel,
} from './rollout.js'

let office: Office
let profileId: string
let mtu = 1300
/** A value that no device was told before. */
const nextValues = () => {
  mtu += 1
  return { 'network.mtu': mtu }
}

beforeAll(async () => {
  office = await openOffice()
  profileId = await wantedForModel(office, { 'network.mtu': 1300 })
})
afterAll(() => office?.close())

async function onlineFleet(count: number, behaviour: 'normal' | 'refuses' | 'silent' = 'normal') {
  const devices = await Promise.all(Array.from({ length: count }, () => office.device()))
  const fleet = await office.fleet(devices, { behaviour })
  for (const device of devices) await deviceBecomes(office, device, { connection: 'online' })
  return { devices, fleet, scope: { deviceIds: idsOf(devices) } }
}
const mtuOf = (fleet: Awaited<ReturnType<typeof onlineFleet>>['fleet'], { serial }: OfficeDevice) =>
  (fleet.device(serial).settings as { network?: { mtu?: number } }).network?.mtu
const ringStates = async (id: string) => (await deploymentOf(office, id)).rings.map(({ state }) => state)

describe('a rollout', () => {
  it('goes ring by ring to all devices, and every step is in the audit', async () => {
    const { devices, fleet, scope } = await onlineFleet(5)
    await changeProfile(office, profileId, nextValues())
    const draft = await prepared(office, { scope, rings: [ringOf('pilot', 1), ringOf('some', 2), restOf('rest')] })
    expect(draft).toMatchObject({ total: 5, preview: { devices: 5, unchanged: 0, offline: 0 } })
    expect(draft.rings.map(({ total, state }) => [total, state])).toEqual([
      [1, 'closed'],
      [2, 'closed'],
      [2, 'closed'],
    ])
    for (const device of devices) expect(mtuOf(fleet, device)).toBeUndefined()
    expect(await act(office, draft.id, 'start', { previewHash: 'another' })).toMatchObject({
      status: 409,
      body: { code: 'deployment.preview-changed' },
    })
    await act(office, draft.id, 'start', { previewHash: draft.previewHash })
    await deploymentBecomes(office, draft.id, { state: 'finished', counts: { confirmed: 5 } })
    expect(await ringStates(draft.id)).toEqual(['succeeded', 'succeeded', 'succeeded'])
    for (const device of devices) expect(mtuOf(fleet, device)).toBe(mtu)
    const steps = fleet.transcript.filter(({ event }) => event === 'applied').map(({ serial }) => serial)
    const order = new Map(
      (await office.admin.get(`${deploymentPath(office, draft.id)}/targets?limit=100`)).body.items.map(
        ({ device, ring }: { device: { name: string }; ring: number }) => [device.name.slice(7), ring],
      ),
    )
    expect(steps.map((serial) => order.get(serial))).toEqual([0, 1, 1, 2, 2])
    const [device] = devices
    if (!device) throw new Error('There is no device.')
    const actions = (await auditOf(office, device)).map(({ action }: { action: string }) => action)
    expect(actions.filter((action: string) => action.startsWith('target.'))).toEqual([
      'target.planned',
      'target.sent',
      'target.confirmed',
    ])
    const { rows } = await office.owner.query('SELECT action FROM audit_entries WHERE object_id = $1 ORDER BY at, id', [
      draft.id,
    ])
    expect(rows.map(({ action }) => action)).toEqual([
      'deployment.prepared',
      'deployment.prepared',
      'deployment.started',
      'deployment.ring-opened',
      'deployment.ring-opened',
      'deployment.ring-opened',
      'deployment.finished',
    ])
  })

  it('stops by itself when too many fail, goes on after the cause is gone, and can be taken back', async () => {
    const { devices, fleet, scope } = await onlineFleet(4)
    await changeProfile(office, profileId, nextValues())
    const good = await started(office, { scope })
    await deploymentBecomes(office, good.id, { state: 'finished', counts: { confirmed: 4 } })
    const before = mtu
    await changeProfile(office, profileId, nextValues())
    fleet.setBehaviour('refuses')
    const { id } = await started(office, { scope, rings: [ringOf('pilot', 2), restOf('rest')] })
    await deploymentBecomes(office, id, { state: 'stopped', stateReason: { code: 'ring-stopped' } })
    const stopped = await deploymentOf(office, id)
    expect(stopped.stateReason?.text).toMatch(/pilot.*of .* devices failed/)
    expect(stopped.rings.map(({ state }) => state)).toEqual(['stopped', 'closed'])
    const { items } = (await office.admin.get(`${deploymentPath(office, id)}/failures`)).body
    expect(items).toMatchObject([{ code: 'refused-by-device' }])
    expect(stopped.rings[1]).toMatchObject({ counts: { planned: 2 } })
    fleet.setBehaviour('normal')
    expect(await act(office, id, 'retry')).toMatchObject({ status: 200, body: { state: 'running' } })
    await deploymentBecomes(office, id, { state: 'finished', counts: { confirmed: 4 } })
    for (const device of devices) expect(mtuOf(fleet, device)).toBe(mtu)
    const back = await act(office, id, 'rollback')
    expect(back).toMatchObject({ status: 200, body: { rollbackOf: id, state: 'preparing' } })
    await deploymentBecomes(office, back.body.id, { state: 'draft', total: 4 })
    const { previewHash } = await deploymentOf(office, back.body.id)
    await act(office, back.body.id, 'start', { previewHash })
    await deploymentBecomes(office, back.body.id, { state: 'finished', counts: { confirmed: 4 } })
    for (const device of devices) expect(mtuOf(fleet, device)).toBe(before)
  })

  it('goes back by itself when that was asked for', async () => {
    const { devices, fleet, scope } = await onlineFleet(3)
    await changeProfile(office, profileId, nextValues())
    const good = await started(office, { scope })
    await deploymentBecomes(office, good.id, { state: 'finished', counts: { confirmed: 3 } })
    const before = mtu
    await changeProfile(office, profileId, nextValues())
    const [first, ...others] = devices
    if (!first) throw new Error('There is no device.')
    for (const device of others) fleet.device(device.serial).setBehaviour('refuses')
    const { id } = await started(office, {
      scope,
      autoRollback: true,
      rings: [restOf('all', { failureMinimum: 3, failurePercent: 50 })],
    })
    await deploymentBecomes(office, id, { stateReason: { code: 'stopped-and-rolled-back' } })
    for (const device of others) fleet.device(device.serial).setBehaviour('normal')
    const { body } = await office.admin.get(`${office.path}/deployments?limit=1`)
    expect(body.items[0]).toMatchObject({ rollbackOf: id, createdBy: 'Maestro' })
    await deploymentBecomes(office, body.items[0].id, { state: 'finished' })
    expect(mtuOf(fleet, first)).toBe(before)
  })

  it('sends nothing more once it is paused, and goes on where it was', async () => {
    const { devices, fleet, scope } = await onlineFleet(4)
    await changeProfile(office, profileId, nextValues())
    const { id } = await started(office, { scope, rings: [ringOf('one', 1, { waitMinutes: null }), restOf('rest')] })
    await deploymentBecomes(office, id, { stateReason: { code: 'ring-opens-by-hand' }, counts: { confirmed: 1 } })
    expect(await act(office, id, 'pause')).toMatchObject({ status: 200, body: { state: 'paused' } })
    expect((await act(office, id, 'open-ring')).body.code).toBe('deployment.not-running')
    const heard = fleet.transcript.length
    await pause(2_500)
    expect(fleet.transcript).toHaveLength(heard)
    await act(office, id, 'resume')
    expect(await act(office, id, 'open-ring')).toMatchObject({ status: 200 })
    await deploymentBecomes(office, id, { state: 'finished', counts: { confirmed: 4 } })
    for (const device of devices) expect(mtuOf(fleet, device)).toBe(mtu)
  })

  it('waits for a device that is offline or in a call, and one of them is forced', async () => {
    const { devices, fleet, scope } = await onlineFleet(3)
    const [away, busy, urgent] = devices
    if (!away || !busy || !urgent) throw new Error('There is no device.')
    fleet.device(away.serial).goOffline()
    await fleet.device(busy.serial).startCall()
    await fleet.device(urgent.serial).startCall()
    await deviceBecomes(office, away, { connection: 'offline' })
    for (const device of [busy, urgent]) await deviceBecomes(office, device, { inCall: true })
    await changeProfile(office, profileId, nextValues())
    const draft = await prepared(office, { scope })
    expect(draft.preview).toMatchObject({ devices: 3, offline: 1, inCall: 2 })
    const rows = async (only: string) =>
      (await office.admin.get(`${deploymentPath(office, draft.id)}/preview?only=${only}`)).body.items
    expect((await rows('offline')).map(({ device }: { device: { id: string } }) => device.id)).toEqual([away.id])
    expect(await rows('in-call')).toHaveLength(2)
    await act(office, draft.id, 'start', { previewHash: draft.previewHash })
    await deploymentBecomes(office, draft.id, { counts: { waiting: 3 } })
    expect(await targetOf(office, away)).toMatchObject({ reason: { code: 'offline' }, desiredVersion: 0 })
    const waiting = await targetOf(office, urgent)
    expect(waiting).toMatchObject({ reason: { code: 'in-call' }, desiredVersion: 0 })
    const forced = await act(office, draft.id, `targets/${waiting.id}/force`)
    expect(forced).toMatchObject({ status: 200, body: { forced: true } })
    await deploymentBecomes(office, draft.id, { counts: { confirmed: 1, waiting: 2 } })
    expect(mtuOf(fleet, urgent)).toBe(mtu)
    fleet.device(away.serial).comeBack()
    await deploymentBecomes(office, draft.id, { counts: { confirmed: 2 } })
    await fleet.device(busy.serial).endCall()
    await deploymentBecomes(office, draft.id, { state: 'finished', counts: { confirmed: 3 } })
    for (const device of devices) expect(mtuOf(fleet, device)).toBe(mtu)
  })

  it('is overtaken by what somebody saves on a device’s own page, and neither is lost', async () => {
    const { devices, fleet, scope } = await onlineFleet(2)
    const [device] = devices
    if (!device) throw new Error('There is no device.')
    await changeProfile(office, profileId, nextValues())
    const { id } = await started(office, { scope, rings: [ringOf('one', 1, { waitMinutes: null }), restOf('rest')] })
    await deploymentBecomes(office, id, { counts: { confirmed: 1 } })
    expect((await change(office, device, { 'ui.theme': 'Night' })).status).toBe(202)
    await act(office, id, 'open-ring')
    await deploymentBecomes(office, id, { state: 'finished', counts: { confirmed: 2 } })
    expect(fleet.device(device.serial).settings).toMatchObject({ ui: { theme: 'Night' }, network: { mtu } })
  })

  it('that is cancelled gives the devices it has not reached what they had', async () => {
    const { devices, fleet, scope } = await onlineFleet(2)
    for (const { serial } of devices) fleet.device(serial).goOffline()
    for (const device of devices) await deviceBecomes(office, device, { connection: 'offline' })
    await changeProfile(office, profileId, nextValues())
    const { id } = await started(office, { scope })
    await deploymentBecomes(office, id, { counts: { waiting: 2 } })
    expect(await act(office, id, 'cancel')).toMatchObject({ status: 200, body: { state: 'cancelled' } })
    await deploymentBecomes(office, id, { counts: { cancelled: 2, waiting: 0 } })
    for (const { serial } of devices) fleet.device(serial).comeBack()
    for (const device of devices) await deviceBecomes(office, device, { connection: 'online' })
    await pause(1_000)
    for (const device of devices) expect(mtuOf(fleet, device)).not.toBe(mtu)
    expect((await act(office, id, 'cancel')).body.code).toBe('deployment.nothing-to-cancel')
  })
})
