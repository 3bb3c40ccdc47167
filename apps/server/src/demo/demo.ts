import { inOrganization } from '@maestro/database'
import { FOUNDING_GRANT_RIGHTS, type OrganizationKind, type Role } from '@maestro/domain'
import { v7 as uuidv7 } from 'uuid'
import type { IssueKey } from '../licenses/issue-key.js'
import { foundOrganization } from '../organizations/found-organization.js'
import type { Accounts } from '../people/accounts.js'
import type { Platform } from '../platform/platform.js'
import { buildRooms, type DemoVerbs, type FleetMember } from './build-rooms.js'
import { demoCaller } from './demo-caller.js'
import { nordwindRooms, smallOffice } from './demo-fleet.js'
import { buildProfiles, type ProfileVerbs } from './demo-profiles.js'

export type SignIn = { readonly role: string; readonly email: string; readonly password: string }
export type Demo = {
  readonly signIns: readonly SignIn[]
  readonly fleet: readonly FleetMember[]
  readonly licenseKeys: readonly string[]
}

type Parts = {
  readonly platform: Platform
  readonly accounts: Accounts
  readonly issueKey: IssueKey
  readonly verbs: DemoVerbs & ProfileVerbs
}

const POOLS = [
  { featureKey: 'dual-screen', units: 60, orderNumber: 'PO-2026-0117' },
  { featureKey: 'hdmi-inputs', units: 20, orderNumber: 'PO-2026-0117' },
  { featureKey: 'api', units: 20, orderNumber: 'PO-2026-0131' },
] as const

/** An installation that looks lived in: an operator, two partners, four customers, people, rooms, licences. */
export async function buildDemo(parts: Parts): Promise<Demo> {
  await found(parts, 'operator', 'Maestro operations')
  const partner = await found(parts, 'partner', 'Alpenblick Medientechnik')
  const pools = await fillPools(parts, partner)
  const nordwind = await found(parts, 'customer', 'Nordwind Logistik', partner)
  const signIns = [
    await person(parts, nordwind, 'IT admin', 'owner', 'Anna Petersen', 'anna@nordwind.example'),
    await person(parts, nordwind, 'Auditor', 'auditor', 'Jonas Behrens', 'jonas@nordwind.example'),
    await person(parts, partner, 'Partner', 'partner-admin', 'Petra Huber', 'petra@alpenblick.example'),
  ]
  await givePool(parts, nordwind, { 'dual-screen': 4, 'hdmi-inputs': 3, api: 3 })
  const fleet = [...(await rooms(parts, nordwind, nordwindRooms))]
  await buildProfiles(parts.platform, parts.verbs, nordwind)
  for (const [name, city, prefix, size] of [
    ['Sonnfeld Kliniken', 'Lübeck', 'SK', 5],
    ['Weißdorn Verlag', 'München', 'WV', 4],
  ] as const) {
    fleet.push(...(await rooms(parts, await found(parts, 'customer', name, partner), smallOffice(city, prefix, size))))
  }
  const stranger = await found(parts, 'partner', 'Küstenfunk AV')
  await rooms(parts, await found(parts, 'customer', 'Bergmann Werke', stranger), smallOffice('Jena', 'BW', 3))
  return { signIns, fleet, licenseKeys: await keysFor(parts, partner, pools, nordwind) }
}

async function found({ platform }: Parts, kind: OrganizationKind, name: string, partnerId?: string): Promise<string> {
  const id = uuidv7()
  await inOrganization({ organizationId: id, actor: 'system:demo' }, () =>
    platform.database.prisma.$transaction(async (tx) => {
      await foundOrganization(tx, { id, kind, name, language: 'en', timeZone: 'Europe/Berlin' })
      if (!partnerId) return
      await tx.grant.create({
        data: {
          id: uuidv7(),
          organizationId: id,
          partnerId,
          kind: 'founding',
          rights: [...FOUNDING_GRANT_RIGHTS],
          givenBy: 'system:demo',
        },
      })
    }),
  )
  return id
}

async function person(
  { platform, accounts }: Parts,
  organizationId: string,
  role: string,
  membership: Role,
  name: string,
  email: string,
): Promise<SignIn> {
  const account = await accounts.findOrCreate({ name, email })
  await inOrganization({ organizationId, actor: 'system:demo' }, () =>
    platform.database.prisma.membership.create({
      data: { id: uuidv7(), organizationId, personId: account.personId, role: membership },
    }),
  )
  return { role, email, password: account.password ?? '' }
}

async function fillPools({ platform }: Parts, organizationId: string): Promise<Map<string, string>> {
  const rows = POOLS.map((pool) => ({ id: uuidv7(), organizationId, ...pool }))
  await inOrganization({ organizationId, actor: 'system:demo' }, () =>
    platform.database.prisma.licensePool.createMany({ data: rows }),
  )
  return new Map(rows.map(({ featureKey, id }) => [featureKey, id]))
}

async function givePool(
  { platform }: Parts,
  organizationId: string,
  units: Readonly<Record<string, number>>,
): Promise<void> {
  const data = Object.entries(units).map(([featureKey, count]) => ({
    id: uuidv7(),
    organizationId,
    featureKey,
    units: count,
    orderNumber: 'PO-2025-0904',
  }))
  await inOrganization({ organizationId, actor: 'system:demo' }, () =>
    platform.database.prisma.licensePool.createMany({ data }),
  )
}

function rooms(
  { platform, verbs }: Parts,
  organizationId: string,
  plan: Parameters<typeof buildRooms>[3],
): Promise<FleetMember[]> {
  return inOrganization({ organizationId, actor: 'system:demo' }, () =>
    buildRooms(platform, verbs, organizationId, plan),
  )
}

async function keysFor(
  { issueKey }: Parts,
  partnerId: string,
  pools: ReadonlyMap<string, string>,
  customerId: string,
): Promise<string[]> {
  const poolId = pools.get('dual-screen') ?? ''
  const input = {
    params: { organizationId: partnerId },
    query: undefined,
    body: { poolId, units: 5, customerId, orderReference: null },
  }
  const issued = await inOrganization({ organizationId: partnerId, actor: 'system:demo' }, () =>
    issueKey.run(demoCaller(partnerId), input),
  )
  return [issued.text]
}
