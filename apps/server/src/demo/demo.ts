import { inOrganization } from '@maestro/database'
import { FOUNDING_GRANT_RIGHTS, type OrganizationKind, type Role } from '@maestro/domain'
import { v7 as uuidv7 } from 'uuid'
import { foundOrganization } from '../organizations/found-organization.js'
import type { Accounts } from '../people/accounts.js'
import type { Platform } from '../platform/platform.js'
import { buildRooms, type DemoVerbs, type FleetMember } from './build-rooms.js'
import { nordwindRooms, smallOffice } from './demo-fleet.js'
import { keyToTry, type LicenseVerbs, letOrdersEnd, placeOrders, recordVendorKeys } from './demo-licenses.js'
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
  readonly verbs: DemoVerbs & ProfileVerbs & LicenseVerbs
}

/** An installation that looks lived in: an operator, two partners, four customers, people, rooms, licences. */
export async function buildDemo(parts: Parts): Promise<Demo> {
  const operator = await found(parts, 'operator', 'Maestro operations')
  const partner = await found(parts, 'partner', 'Alpenblick Medientechnik')
  const nordwind = await found(parts, 'customer', 'Nordwind Logistik', partner)
  const signIns = [
    await person(parts, nordwind, 'IT admin', 'owner', 'Anna Petersen', 'anna@nordwind.example'),
    await person(parts, nordwind, 'Auditor', 'auditor', 'Jonas Behrens', 'jonas@nordwind.example'),
    await person(parts, partner, 'Partner', 'partner-admin', 'Petra Huber', 'petra@alpenblick.example'),
    await person(parts, operator, 'Operator', 'owner', 'Olaf Brandt', 'olaf@operator.example'),
  ]
  const holders = { operator, partner, customer: nordwind }
  await placeOrders(parts, holders)
  const fleet = [...(await rooms(parts, nordwind, nordwindRooms))]
  await recordVendorKeys(parts, nordwind)
  await letOrdersEnd(parts, holders)
  await buildProfiles(parts.platform, parts.verbs, nordwind)
  for (const [name, city, prefix, size] of [
    ['Sonnfeld Kliniken', 'Lübeck', 'SK', 5],
    ['Weißdorn Verlag', 'München', 'WV', 4],
  ] as const) {
    fleet.push(...(await rooms(parts, await found(parts, 'customer', name, partner), smallOffice(city, prefix, size))))
  }
  const stranger = await found(parts, 'partner', 'Küstenfunk AV')
  await rooms(parts, await found(parts, 'customer', 'Bergmann Werke', stranger), smallOffice('Jena', 'BW', 3))
  return { signIns, fleet, licenseKeys: [await keyToTry(parts, holders)] }
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

function rooms(
  { platform, verbs }: Parts,
  organizationId: string,
  plan: Parameters<typeof buildRooms>[3],
): Promise<FleetMember[]> {
  return inOrganization({ organizationId, actor: 'system:demo' }, () =>
    buildRooms(platform, verbs, organizationId, plan),
  )
}
