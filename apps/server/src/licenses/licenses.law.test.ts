import { buildDevice, buildOrganization, buildPool } from '@maestro/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

const UNITS = 3
const DEVICES = 6
const SEED = 20261123

let first: RunningApi
let second: RunningApi
let organizationId: string
let poolId: string
let admins: readonly Visitor[]
let places: string[]
let serials = 0

beforeAll(async () => {
  first = await runApi()
  second = await runApi(first.database)
  organizationId = (await buildOrganization(first.owner)).id
  poolId = await buildPool(first.owner, { organizationId, units: UNITS })
  const person = await first.person('admin', organizationId)
  admins = [await first.visitor.signIn(person), await second.visitor.signIn(person)]
  places = await Promise.all(Array.from({ length: DEVICES }, () => buildDevice(first.owner, { organizationId })))
})
afterAll(async () => {
  await second.close()
  await first.close()
})

type Act = {
  readonly kind: 'activate' | 'release' | 'transfer' | 'batch' | 'replace'
  readonly at: number
  readonly to: number
}
const act = fc.record<Act>({
  kind: fc.constantFrom('activate', 'activate', 'release', 'transfer', 'batch', 'replace'),
  at: fc.nat(DEVICES - 1),
  to: fc.nat(DEVICES - 1),
})
const path = (rest: string) => `/organizations/${organizationId}${rest}`

/** Whatever it answers, as long as it answers: a refusal is fine, a crash is not. */
async function perform(by: Visitor, { kind, at, to }: Act): Promise<number> {
  const device = places[at] ?? ''
  switch (kind) {
    case 'activate':
      return (await by.post(path(`/devices/${device}/activations`), { featureKey: 'dual-screen' })).status
    case 'release':
      return (await by.remove(path(`/devices/${device}/activations/dual-screen`))).status
    case 'transfer':
      return (
        await by.post(path(`/devices/${device}/activations/dual-screen/transfer`), { toDeviceId: places[to] ?? '' })
      ).status
    case 'batch': {
      const wish = { featureKey: 'dual-screen', scope: { everyone: true } }
      const { id, previewHash } = (await by.post(path('/license-activations/preview'), wish)).body
      return (await by.post(path('/license-activations'), { batchId: id, previewHash })).status
    }
    case 'replace': {
      serials += 1
      const wish = { by: { serial: `LAW-${serials}` } }
      const { body, status } = await by.post(path(`/devices/${device}/replacement/preview`), wish)
      if (status !== 200) return status
      const done = await by.api(
        'POST',
        path(`/devices/${device}/replacement`),
        { ...wish, previewHash: body.previewHash },
        { 'if-match': '*' },
      )
      if (done.status === 200) places[at] = done.body.device.id
      return done.status
    }
  }
}

it('no more units are assigned than there are, and each is counted once, whoever does what at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 14 }), async (acts) => {
      const answers = await Promise.all(acts.map((one, index) => perform(admins[index % 2] as Visitor, one)))
      expect(answers.filter((status) => status >= 500)).toEqual([])
      const { rows } = await first.owner.query(
        `SELECT p.active, (SELECT count(*)::int FROM activations a WHERE a.pool_id = p.id) AS activations,
            (SELECT count(*)::int FROM activations a JOIN devices d ON d.id = a.device_id
              WHERE a.pool_id = p.id AND d.state = 'retired') AS retired
          FROM license_pools p WHERE p.id = $1`,
        [poolId],
      )
      const [{ active, activations, retired }] = rows
      expect(active).toBeLessThanOrEqual(UNITS)
      expect({ activations, retired }).toEqual({ activations: active, retired: 0 })
    }),
    { numRuns: 8, seed: SEED, endOnFailure: true },
  )
})
