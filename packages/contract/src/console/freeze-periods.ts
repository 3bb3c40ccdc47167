import { z } from 'zod'
import { route } from '../route.js'
import { givenInstant, id, instant, organizationParams, pageOf, pageQuery, thingName } from './primitives.js'

export const freezePeriod = z
  .object({
    id,
    name: z.string(),
    from: instant,
    to: instant,
    location: z.object({ id, name: z.string() }).nullable(),
    createdBy: z.string(),
    version: z.int(),
  })
  .meta({ id: 'FreezePeriod' })
export type FreezePeriod = z.infer<typeof freezePeriod>

const writeFreeze = z
  .object({ name: thingName, from: givenInstant, to: givenInstant, locationId: id.nullable().default(null) })
  .meta({ id: 'WriteFreezePeriod' })

const freezePeriods = '/organizations/{organizationId}/freeze-periods'
const freezeParams = organizationParams.extend({ freezePeriodId: id })
export const freezePeriodRoutes = {
  list: route({
    method: 'GET',
    path: freezePeriods,
    access: 'deployments.view',
    tag: 'Deployments',
    summary: 'Freeze periods that have not ended, soonest first',
    params: organizationParams,
    query: z.object(pageQuery),
    response: pageOf(freezePeriod, 'FreezePeriodPage'),
  }),
  create: route({
    method: 'POST',
    path: freezePeriods,
    access: 'deployments.approve',
    tag: 'Deployments',
    summary: 'Declare a time in which nothing is deployed',
    params: organizationParams,
    body: writeFreeze,
    response: freezePeriod,
    status: 201,
  }),
  change: route({
    method: 'PATCH',
    path: `${freezePeriods}/{freezePeriodId}`,
    access: 'deployments.approve',
    tag: 'Deployments',
    summary: 'Change a freeze period',
    params: freezeParams,
    body: writeFreeze.partial().meta({ id: 'ChangeFreezePeriod' }),
    response: freezePeriod,
    ifMatch: true,
  }),
  remove: route({
    method: 'DELETE',
    path: `${freezePeriods}/{freezePeriodId}`,
    access: 'deployments.approve',
    tag: 'Deployments',
    summary: 'End or withdraw a freeze period',
    params: freezeParams,
  }),
}
