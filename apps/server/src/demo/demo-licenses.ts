import { inOrganization } from '@maestro/database'
import type { FeatureKey } from '@maestro/domain'
import type { CreatePool } from '../licenses/create-pool.js'
import type { IssueKey } from '../licenses/issue-key.js'
import type { MoveUnits } from '../licenses/move-units.js'
import type { RecordVendorKeys } from '../licenses/record-vendor-keys.js'
import type { Caller } from '../platform/http/caller.js'
import type { Platform } from '../platform/platform.js'
import { demoCaller } from './demo-caller.js'

export type LicenseVerbs = {
  readonly createPool: CreatePool
  readonly moveUnits: MoveUnits
  readonly issueKey: IssueKey
  readonly recordVendorKeys: RecordVendorKeys
}
type Parts = { readonly platform: Platform; readonly verbs: LicenseVerbs }
/** Who has units of an order: the operator, the partner it sold some to, and the partner's customer. */
export type Holders = { readonly operator: string; readonly partner: string; readonly customer: string }
type Order = {
  readonly featureKey: FeatureKey
  readonly orderNumber: string
  readonly toPartner: number
  readonly toCustomer: number
  /** Days from now; null: never. What is to be in its grace period ended that many days ago. */
  readonly endsIn: number | null
}

const DAY = 86_400_000
const UNITS = 200
const FIRST_ORDER: Order = {
  featureKey: 'dual-screen',
  orderNumber: 'PO-2026-0117',
  toPartner: 60,
  toCustomer: 4,
  endsIn: null,
}
const ORDERS: readonly Order[] = [
  FIRST_ORDER,
  { featureKey: 'hdmi-inputs', orderNumber: 'PO-2025-0904', toPartner: 20, toCustomer: 3, endsIn: 20 },
  { featureKey: 'api', orderNumber: 'PO-2025-0871', toPartner: 20, toCustomer: 3, endsIn: -12 },
]
/** Keys of the vendor that ended: one in use, one kept for later. */
const VENDOR_KEYS = `key,feature,units,device,evidence,date
SLF-4410-HDMI-77Q2,hdmi-inputs,1,SL5250-00052,Delivery note 20-1187,2020-06-18
SLF-4410-API-81K9,api,2,,Invoice 2021-0442,2021-03-02
`

/** Orders of the operator that went on to the partner and from there to its customer, so that one renewal renews all. */
export async function placeOrders(parts: Parts, holders: Holders): Promise<void> {
  for (const order of ORDERS) {
    const pool = await as(holders.operator, (caller) => createPool(parts, caller, order))
    await give(parts, holders.operator, pool, holders.partner, order.toPartner)
    const passedOn = await poolOf(parts, holders.partner, order)
    await give(parts, holders.partner, passedOn, holders.customer, order.toCustomer)
  }
}

/** What time has done since the devices got their features: an order is over, and its grace period runs. */
export async function letOrdersEnd({ platform }: Parts, holders: Holders): Promise<void> {
  for (const { orderNumber, endsIn } of ORDERS) {
    if (endsIn === null || endsIn > 0) continue
    const validUntil = inDays(endsIn)
    for (const organizationId of Object.values(holders))
      await as(organizationId, () =>
        platform.database.prisma.licensePool.updateMany({
          where: { organizationId, orderNumber },
          data: { validUntil },
        }),
      )
  }
}

/** A key that anybody can try out. */
export async function keyToTry(parts: Parts, { partner, customer }: Holders): Promise<string> {
  const poolId = await poolOf(parts, partner, FIRST_ORDER)
  const body = { poolId, units: 5, customerId: customer, orderReference: null }
  const input = { params: { organizationId: partner }, query: undefined, body }
  return (await as(partner, (caller) => parts.verbs.issueKey.run(caller, input))).text
}

export async function recordVendorKeys({ verbs }: Parts, organizationId: string): Promise<void> {
  await as(organizationId, (caller) => verbs.recordVendorKeys.run(caller, { csv: VENDOR_KEYS, dryRun: false }))
}

const inDays = (days: number) => new Date(Date.now() + days * DAY)

function as<T>(organizationId: string, act: (caller: Caller) => Promise<T>): Promise<T> {
  return inOrganization({ organizationId, actor: 'system:demo' }, () => act(demoCaller(organizationId)))
}

async function createPool({ verbs }: Parts, caller: Caller, { featureKey, orderNumber, endsIn }: Order) {
  const end = endsIn === null ? null : inDays(Math.max(endsIn, 1)).toISOString()
  const body = { featureKey, orderNumber, units: UNITS, validFrom: inDays(-345).toISOString(), validUntil: end }
  const input = { ...body, graceDays: 14, overuse: 'stop' as const }
  const params = { organizationId: caller.organizationId }
  return (await verbs.createPool.run(caller, { params, query: undefined, body: input })).id
}

async function give({ verbs }: Parts, from: string, poolId: string, to: string, units: number): Promise<void> {
  const body = { customerId: to, units, why: 'Delivered as ordered' }
  await as(from, (caller) => verbs.moveUnits.give(caller, { params: { organizationId: from, poolId }, body }))
}

function poolOf({ platform }: Parts, organizationId: string, { orderNumber }: Order): Promise<string> {
  return as(organizationId, async () => {
    const where = { organizationId, orderNumber }
    return (await platform.database.prisma.licensePool.findFirstOrThrow({ where })).id
  })
}
