import { z } from 'zod'
import { YEAR_TO_RECKON_WITH } from './patterns.js'

export const id = z.uuid()
export const instant = z.iso.datetime()
/** The largest whole number that the database can compare with what it counts. */
export const LARGEST = 2_147_483_647
/** A time that somebody names. */
export const givenInstant = z.iso.datetime().regex(YEAR_TO_RECKON_WITH).meta({ format: 'date-time' })
export const givenDay = z.iso.date().regex(YEAR_TO_RECKON_WITH).meta({ format: 'date' })
export const organizationParams = z.object({ organizationId: id })

/** Where a list starts and how much of it. `cursor` is opaque: take it from the previous page. */
export const pageQuery = {
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** A page of a list. `nextCursor` is null on the last page; `total` stops counting at 10,000. */
export function pageOf<T extends z.ZodType>(item: T, name: string) {
  return z
    .object({
      items: z.array(item),
      nextCursor: z.string().nullable(),
      total: z.object({ count: z.int(), more: z.boolean() }).optional(),
    })
    .meta({ id: name })
}

/** One value or several: `?model=a&model=b` and `?model=a,b` mean the same. */
export const several = z
  .union([z.string().max(8000), z.array(z.string().max(1000)).max(500)])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')).filter((part) => part !== ''))
  .optional()

/** Why somebody does it, for the audit. */
export const reason = z.string().trim().max(500).optional()
/** A name that a person gives to a thing. */
export const thingName = z.string().trim().min(1).max(120)
export const settingValue = z.union([
  z.string().max(4096),
  z.number(),
  z.boolean(),
  z.array(z.string().max(256)).max(64),
])
/** Setting values by key; null takes a value back. */
export const settingValues = z.record(z.string().max(120), settingValue.nullable())

/** Where something exists: from firmware `since` on, that one included, up to `until`, that one excluded. */
export const firmwareBounds = z
  .object({ since: z.string().optional(), until: z.string().optional() })
  .meta({ id: 'FirmwareBounds' })
