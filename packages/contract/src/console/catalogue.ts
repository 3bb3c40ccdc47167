import { z } from 'zod'
import { route } from '../route.js'
import { firmwareBounds } from './primitives.js'

const words = z.object({ en: z.string(), de: z.string() })

export const catalogueModel = z
  .object({
    key: z.string(),
    vendor: z.string(),
    name: z.string(),
    family: z.string(),
    management: z.enum(['linked', 'recorded']),
    licensable: z.array(z.string()),
    registrations: z.array(z.string()),
  })
  .meta({ id: 'CatalogueModel' })

export const catalogueSetting = z
  .object({
    key: z.string(),
    group: z.string(),
    type: z.enum(['enum', 'bool', 'int', 'string', 'set', 'secret']),
    name: words,
    description: words,
    values: z.array(z.string()).nullable(),
    minimum: z.number().nullable(),
    maximum: z.number().nullable(),
    maxLength: z.int().nullable(),
    unit: z.string().nullable(),
    default: z.unknown(),
    restart: z.boolean(),
    secret: z.boolean(),
    /** The first firmware that has it; null: every one so far. */
    since: z.string().nullable(),
    /** The first firmware that has it no more; null: none yet. */
    until: z.string().nullable(),
    /** Values that exist on some firmware only. */
    valuesOn: z.record(z.string(), firmwareBounds),
  })
  .meta({ id: 'CatalogueSetting' })

export const catalogueRoutes = {
  models: route({
    method: 'GET',
    path: '/catalogue/models',
    access: 'signed-in',
    tag: 'Catalogue',
    summary: 'The device models Maestro knows',
    response: z.object({ items: z.array(catalogueModel) }).meta({ id: 'CatalogueModels' }),
  }),
  settings: route({
    method: 'GET',
    path: '/catalogue/models/{modelKey}/settings',
    access: 'signed-in',
    tag: 'Catalogue',
    summary: 'The settings of a model, on one firmware or on any',
    params: z.object({ modelKey: z.string().max(64) }),
    query: z.object({ firmware: z.string().max(64).optional() }),
    response: z.object({ items: z.array(catalogueSetting) }).meta({ id: 'CatalogueSettings' }),
  }),
  allSettings: route({
    method: 'GET',
    path: '/catalogue/settings',
    access: 'signed-in',
    tag: 'Catalogue',
    summary: 'Every setting of the catalogue, with the models that have it',
    response: z
      .object({
        items: z.array(
          catalogueSetting
            .extend({
              models: z.array(z.string()),
              /** Models with bounds of their own in place of `since` and `until`. */
              modelsOn: z.record(z.string(), firmwareBounds),
              broadestLayer: z.string(),
              indexes: z.object({ from: z.int(), to: z.int() }).nullable(),
            })
            .meta({ id: 'CatalogueSettingEverywhere' }),
        ),
      })
      .meta({ id: 'AllCatalogueSettings' }),
  }),
}
