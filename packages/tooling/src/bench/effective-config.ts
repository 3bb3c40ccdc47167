import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ConcreteSetting,
  concreteSettingsOf,
  effectiveConfiguration,
  type Layer,
  SCOPE_KINDS,
  type SettingValue,
} from '@maestro/domain'
import { type Benchmark, type BenchmarkRun, roundsFor } from '../benchmarks/benchmark.js'
import { type ConfiguredFleet, releaseAsPreviewed, seedConfiguredFleet } from '../benchmarks/configured-fleet.js'
import { figure } from '../benchmarks/figure.js'
import { onWorkbench } from '../benchmarks/server-under-test.js'
import { Visitor } from '../benchmarks/visitor.js'

const model = 'gtm-5250'
const layerKinds = [...SCOPE_KINDS, 'device'] as const
const repeats = 500
const rounds = 5
const pollMs = 100
const patienceMs = 600_000
/** What the target of quality is said of. */
const fleet = 100_000

/** Another value than the layer before wherever there is another. */
function valueAt(setting: ConcreteSetting, position: number): SettingValue {
  const { type, values, minimum, maximum } = setting
  if (type === 'bool') return position % 2 === 0
  if (type === 'int') return Math.min(maximum ?? 1_000, (minimum ?? 0) + position)
  if (type === 'set') return values?.slice(0, 1 + (position % values.length)) ?? []
  if (type === 'enum' && values) return values[position % values.length] ?? ''
  return setting.format === null ? `value ${position}` : (setting.default ?? '')
}

/** Milliseconds of one device's configuration in effect: eight layers, each with a value for every setting of the model. */
function measureOne(): number[] {
  const settings = concreteSettingsOf(model)
  const layers = layerKinds.map((kind, position): Layer => {
    const values = Object.fromEntries(settings.map((setting) => [setting.concreteKey, valueAt(setting, position)]))
    return { kind, id: String(position), profileId: String(position), values, locked: [] }
  })
  const features = ['dual-screen', 'hdmi-inputs'] as const
  const round = () => {
    const startedAt = performance.now()
    for (let n = 0; n < repeats; n++) effectiveConfiguration(model, layers, features)
    return (performance.now() - startedAt) / repeats
  }
  round()
  return Array.from({ length: rounds }, round)
}

/** Profiles for everyone, on a region, sites, floors, by rule, by model and on rooms; answers the organization's own. */
async function assignProfiles(admin: Visitor, path: string, fleet: ConfiguredFleet): Promise<string> {
  const make = async (name: string, values: object) =>
    (await admin.send<{ id: string }>('POST', `${path}/profiles`, { name, values })).body.id
  const assign = (profileId: string, scopeKind: string, scopeId: string) =>
    admin.send('POST', `${path}/assignments`, { profileId, scopeKind, scopeId })
  const whole = await make('Organization', {
    'audio.defaultVolume': 10,
    'network.mtu': 1400,
    'display.monitors': 'Dual',
  })
  await assign(whole, 'organization', fleet.organizationId)
  await assign(await make('Region', { 'ui.theme': 'Night' }), 'location', fleet.region)
  const ofSites = await Promise.all(
    Array.from({ length: 10 }, (_, n) => make(`Site ${n}`, { 'network.mtu': 1300 + n, 'ui.theme': 'Auto' })),
  )
  for (const [n, site] of fleet.sites.entries()) await assign(ofSites[n % 10] ?? whole, 'location', site)
  const ofFloors = await make('Floor', { 'ui.theme': 'Light' })
  for (const floor of fleet.floors.slice(0, 50)) await assign(ofFloors, 'location', floor)
  const rule = { model: ['gtm-5250'] }
  const group = await admin.send<{ id: string }>('POST', `${path}/groups`, { name: 'Large rooms', rule })
  await assign(await make('Large rooms', { 'network.mtu': 1350 }), 'group', group.body.id)
  await assign(await make('Minis', { 'ui.theme': 'Night' }), 'model', 'gt-mini')
  const ofRooms = await make('Room', { 'network.mtu': 1280 })
  for (const room of fleet.rooms) await assign(ofRooms, 'room', room)
  return whole
}

interface Draft {
  readonly id: string
  readonly state: string
  readonly prepared: number
  readonly total: number
}

/** Prepares a deployment to everyone; answers it with the seconds from asking for it to its finished preview. */
async function preview(admin: Visitor, path: string): Promise<Draft & { seconds: number }> {
  const startedAt = performance.now()
  const { body } = await admin.send<Draft>('POST', `${path}/deployments`, { scope: { everyone: true } })
  for (;;) {
    const draft = (await admin.get<Draft>(`${path}/deployments/${body.id}`)).body
    const milliseconds = performance.now() - startedAt
    if (draft.state === 'draft') return { ...draft, seconds: milliseconds / 1000 }
    if (milliseconds > patienceMs) throw new Error(`After ${patienceMs / 1000} s the preview was still ${draft.state}.`)
    await sleep(pollMs)
  }
}

async function measureFleet(size: number, say: BenchmarkRun['say']): Promise<number[]> {
  return onWorkbench('throwaway', async (bench) => {
    const url = await bench.createDatabase('maestro_bench')
    const seeded = await seedConfiguredFleet(url, size)
    const server = await bench.startServer(url, ['link', 'worker', 'api'])
    const admin = new Visitor(server, seeded.tokens)
    try {
      const path = `/organizations/${seeded.organizationId}`
      const profileId = await assignProfiles(admin, path, seeded)
      const first = await preview(admin, path)
      await releaseAsPreviewed(url, first.id)
      await admin.send('DELETE', `${path}/deployments/${first.id}`)
      say(
        `${size} devices in ${seeded.sites.length} sites, ${first.total} with profiles; first preview ${first.seconds.toFixed(1)} s`,
      )
      const seconds: number[] = []
      for (let round = 0; round < roundsFor(size, rounds); round++) {
        const values = { 'audio.defaultVolume': 20 + round }
        await admin.send('PATCH', `${path}/profiles/${profileId}`, { values }, { 'if-match': `"${round + 1}"` })
        const planned = await preview(admin, path)
        if (planned.total < size) throw new Error(`Of ${size} devices ${planned.total} would change.`)
        await admin.send('DELETE', `${path}/deployments/${planned.id}`)
        seconds.push(planned.seconds)
        say(`round ${round + 1}: ${planned.total} devices planned again in ${planned.seconds.toFixed(1)} s`)
      }
      return seconds
    } finally {
      admin.close()
    }
  })
}

export const benchmark: Benchmark = {
  about:
    'the configuration in effect of one device from eight layers, and a fleet planned again after a change for all',
  size: 'devices of the fleet, 100000',
  run: async ({ size = fleet, say }) => {
    const one = measureOne()
    const whole = await measureFleet(size, say)
    return [
      figure({
        metric: `one device, ${layerKinds.length} layers of ${concreteSettingsOf(model).length} settings`,
        unit: 'ms',
        values: one,
        target: 1,
        wanted: 'at most',
      }),
      figure({
        metric: `${size} devices planned again after an organization-wide change`,
        unit: 's',
        values: whole,
        target: 60,
        wanted: 'at most',
      }),
    ]
  },
}
