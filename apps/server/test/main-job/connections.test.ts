import { expect, it } from 'vitest'
import { Visitor } from '../visitor.js'
import { change, deviceBecomes, openOfficeAlone, targetBecomes } from './office.js'

const MOST = 150
/** What a second link may hold. It would need a broker in common with the first to have work. */
const ANOTHER_LINK = 8

it(`two of every process stay under ${MOST} connections while they are busy`, async () => {
  const office = await openOfficeAlone()
  try {
    const second = await office.processes.another('api')
    await office.processes.another('worker')
    const colleague = new Visitor(second.origin, office.admin.credentials)
    const devices = await Promise.all(Array.from({ length: 8 }, () => office.device()))
    await office.fleet(devices)
    for (const device of devices) await deviceBecomes(office, device, { connection: 'online' })
    const counts: number[] = []
    const count = async () => {
      const sql =
        'SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1'
      counts.push((await office.owner.query(sql, ['maestro'])).rows[0].n)
    }
    for (let round = 0; round < 3; round += 1) {
      const reads = Array.from({ length: 60 }, (_, index) =>
        (index % 2 ? colleague : office.admin).get(`${office.path}/devices`),
      )
      const changes = devices.map((device) => change(office, device, { 'network.mtu': 1300 + round }))
      await count()
      const answers = await Promise.all([...reads, ...changes])
      await count()
      expect(answers.filter(({ status }) => status !== 200 && status !== 202)).toEqual([])
      for (const device of devices)
        await targetBecomes(office, device, { state: 'confirmed', desiredVersion: round + 1 })
    }
    expect(Math.max(...counts)).toBeGreaterThan(20)
    expect(Math.max(...counts) + ANOTHER_LINK).toBeLessThan(MOST)
  } finally {
    await office.close()
  }
})
