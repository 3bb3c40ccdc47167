import { z } from 'zod'
import { route } from '../route.js'
import { deviceFilters, deviceSummary } from './devices.js'
import { id, instant, organizationParams, pageOf, pageQuery, thingName } from './primitives.js'

export const customer = z
  .object({
    id,
    name: z.string(),
    slug: z.string(),
    createdAt: instant,
    rooms: z.int(),
    devices: z.int(),
    online: z.int(),
    offline: z.int(),
    attention: z.int(),
    grantEndsAt: instant.nullable(),
    trialEndsAt: instant.nullable(),
  })
  .meta({ id: 'Customer' })
export type Customer = z.infer<typeof customer>

export const createCustomer = z
  .object({
    name: thingName,
    /** Everything on for 30 days. */
    trial: z.boolean().default(false),
    language: z.enum(['en', 'de']).default('en'),
    timeZone: z.string().max(64).default('Europe/Berlin'),
    /** Who owns the new organization: gets an account with a password that is shown once. */
    owner: z.object({ name: thingName, email: z.email().max(254) }).optional(),
  })
  .meta({ id: 'CreateCustomer' })

export const createdCustomer = z
  .object({ customer, owner: z.object({ email: z.string(), password: z.string().nullable() }).nullable() })
  .meta({ id: 'CreatedCustomer' })

/** A device of some customer. */
export const customerDevice = deviceSummary
  .extend({ organization: z.object({ id, name: z.string() }) })
  .meta({ id: 'CustomerDevice' })
export type CustomerDevice = z.infer<typeof customerDevice>

export const customerDeviceListQuery = z.object({
  ...pageQuery,
  ...deviceFilters,
  sort: z
    .enum(['name', '-name', 'serial', '-serial', 'firmware', '-firmware', 'lastSeen', '-lastSeen'])
    .default('name'),
})
export type CustomerDeviceListQuery = z.output<typeof customerDeviceListQuery>

export const customerRoutes = {
  list: route({
    method: 'GET',
    path: '/organizations/{organizationId}/customers',
    access: 'customers.view',
    tag: 'Customers',
    summary: 'The customers that gave this partner a grant',
    params: organizationParams,
    query: z.object({ ...pageQuery, search: z.string().max(120).optional() }),
    response: pageOf(customer, 'CustomerPage'),
  }),
  devices: route({
    method: 'GET',
    path: '/organizations/{organizationId}/customers/devices',
    access: 'customers.view',
    tag: 'Customers',
    summary: 'The devices of all customers, as far as their grants go; filtered and sorted',
    params: organizationParams,
    query: customerDeviceListQuery,
    response: pageOf(customerDevice, 'CustomerDevicePage'),
  }),
  create: route({
    method: 'POST',
    path: '/organizations/{organizationId}/customers',
    access: 'customers.manage',
    tag: 'Customers',
    summary: 'Create a customer, with a founding grant to this partner',
    params: organizationParams,
    body: createCustomer,
    response: createdCustomer,
    status: 201,
  }),
}
