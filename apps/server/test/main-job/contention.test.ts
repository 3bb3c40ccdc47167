import { afterAll, beforeAll, expect, it } from 'vitest'
import { deviceBecomes, type Office, type OfficeDevice, openOfficeAlone, targetBecomes } from './office.js'

let office: Office
beforeAll(async () => {
  office = await openOfficeAlone()
})
afterAll(() => office?.close())

const pathOf = (device: OfficeDevice) => `${office.path}/devices/${device.id}/configuration`
const wish = (device: OfficeDevice, mtu: number) =>
  office.admin.post(pathOf(device), { values: { 'network.mtu': mtu } }, { 'if-match': '*' })

it('many wishes at once are all accepted while earlier ones are on their way, and the newest is confirmed', async () => {
  const devices = await Promise.all(Array.from({ length: 4 }, () => office.device()))
  const fleet = await office.fleet(devices, { applyDelayMs: [0, 20] })
  for (const device of devices) await deviceBecomes(office, device, { connection: 'online' })
  const slowest: number[] = []
  for (let round = 0; round < 6; round += 1) {
    const begun = performance.now()
    const answers = await Promise.all(
      devices.flatMap((device) => [0, 1, 2].map((colleague) => wish(device, 1000 + round * 10 + colleague))),
    )
    slowest.push(performance.now() - begun)
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202))
  }
  for (const device of devices) {
    await targetBecomes(office, device, { state: 'confirmed', desiredVersion: 18 })
    const { values } = (await office.admin.get(pathOf(device))).body
    const { value } = values.find(({ key }: { key: string }) => key === 'network.mtu')
    expect(fleet.device(device.serial).settings).toEqual({ network: { mtu: value } })
  }
  const { rows } = await office.owner.query(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  )
  expect(rows).toEqual([{ deadlocks: 0 }])
})

it('facts of people and of devices about one device do not get into each other’s way', async () => {
  const device = await office.device()
  const fleet = await office.fleet([device])
  await deviceBecomes(office, device, { connection: 'online' })
  const path = `${office.path}/devices/${device.id}`
  for (let round = 0; round < 5; round += 1) {
    const renames = Array.from({ length: 5 }, (_, index) =>
      office.admin.api('PATCH', path, { name: `Elbe ${round} ${index}` }, { 'if-match': '*' }),
    )
    fleet.device(device.serial).goOffline(0)
    expect((await Promise.all(renames)).map(({ status }) => status)).toEqual(renames.map(() => 200))
  }
  await deviceBecomes(office, device, { connection: 'online' })
  const sql =
    'SELECT d.name, (SELECT h.name FROM device_history h WHERE h.id = d.id AND upper_inf(h.valid_during)) AS last FROM devices d WHERE d.id = $1'
  const { rows } = await office.owner.query(sql, [device.id])
  expect(rows[0].last).toBe(rows[0].name)
})
