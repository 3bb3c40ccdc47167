import { type FleetMember, readFleet } from './claims.js'
import { FleetStore } from './fleet-store.js'
import { Gate } from './gate.js'
import type { Options } from './options.js'
import { provision } from './public-api.js'

/** The devices that the command line asks for. Throws a sentence when they cannot be had. */
export async function membersOf(options: Options): Promise<readonly FleetMember[]> {
  const named = options.fleet ? await readFleet(options.fleet) : []
  if (options.devices === 0) {
    if (named.length === 0) throw new Error('Which devices? Give --fleet or --devices; --help shows both.')
    return named
  }
  if (named.length > 0) return named.slice(0, options.devices)
  return numbered(options)
}

async function numbered(options: Options): Promise<readonly FleetMember[]> {
  const store = new FleetStore(options.state)
  await store.load()
  const { server, apiToken, organization: organizationId } = options
  const api = apiToken && organizationId ? { server, apiToken, organizationId, gate: new Gate(8) } : undefined
  const serials = Array.from({ length: options.devices }, (_, index) => serialOf(options.seed, index))
  return Promise.all(
    serials.map((serial) => {
      if (store.memories.get(serial)?.place) return { serial, model: options.model, behaviour: 'normal' as const }
      if (api) return provision(api, serial, options.model)
      throw new Error('New devices need claim codes: give --fleet, or --api-token with --organization.')
    }),
  )
}

function serialOf(seed: number, index: number): string {
  return `SIM${String(seed).padStart(3, '0')}-${String(index + 1).padStart(5, '0')}`
}
