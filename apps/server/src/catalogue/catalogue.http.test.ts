import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let visitor: Visitor

beforeAll(async () => {
  api = await runApi()
  visitor = await api.signedIn('viewer')
})
afterAll(() => api.close())

it('shows the models with what can be licensed and how they register', async () => {
  const { status, body } = await visitor.get('/catalogue/models')
  expect(status).toBe(200)
  expect(body.items).toContainEqual({
    key: 'gtm-5140',
    vendor: 'StarLeaf',
    name: 'GTm 5140',
    family: 'room-system',
    management: 'linked',
    licensable: ['dual-screen', 'registration-business', 'registration-enterprise'],
    registrations: ['business', 'enterprise', 'direct'],
  })
})

it('shows the settings of a model in both languages, with the values it has there', async () => {
  const { body } = await visitor.get('/catalogue/models/gtm-5140/settings')
  const monitors = body.items.find((setting: { key: string }) => setting.key === 'display.monitors')
  expect(monitors).toMatchObject({
    type: 'enum',
    name: { en: 'Screens in use', de: 'Genutzte Bildschirme' },
    values: ['Auto', 'Dual', 'DualPresentationOnly', 'Single'],
    default: 'Auto',
    secret: false,
  })
  expect(body.items.map((setting: { key: string }) => setting.key)).toContain('display[2].role')
})

it('shows every setting once, with the models that have it and how broadly it can be set', async () => {
  const { body } = await visitor.get('/catalogue/settings')
  const of = (key: string) => body.items.find((setting: { key: string }) => setting.key === key)
  expect(of('display[n].role')).toMatchObject({ indexes: { from: 1, to: expect.any(Number) } })
  expect(of('sip.displayName')).toMatchObject({ broadestLayer: 'device', indexes: null })
  expect(of('api.mode').models).not.toContain('gtm-5140')
  expect(of('display.monitors').models).toContain('gtm-5140')
})

it('says from which firmware on a setting exists and up to which, and shows what one firmware has', async () => {
  const settingsOn = async (query: string, model = 'gtm-5250') => {
    const { body } = await visitor.get(`/catalogue/models/${model}/settings${query}`)
    return (key: string) => body.items.find((setting: { key: string }) => setting.key === key)
  }
  const any = await settingsOn('')
  expect(any('content.airplay.mode')).toMatchObject({ since: '5.9', until: null, valuesOn: {} })
  expect(any('content.proximity.enabled')).toMatchObject({ since: null, until: '5.10' })
  expect(any('ui.theme')).toMatchObject({ since: null, until: null, valuesOn: {} })
  expect(any('security.minimumTls')).toMatchObject({
    since: null,
    values: ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
    valuesOn: { 'TLSv1.1': { until: '6.0' }, 'TLSv1.3': { since: '5.4' } },
  })
  expect((await settingsOn('', 'gt-mini'))('audio.mic.noiseRemoval')).toMatchObject({ since: '5.6' })
  const old = await settingsOn('?firmware=5.3.1')
  expect(old('content.airplay.mode')).toBeUndefined()
  expect(old('security.minimumTls').values).toEqual(['TLSv1.1', 'TLSv1.2'])
  expect((await settingsOn('?firmware=5.10.0'))('content.proximity.enabled')).toBeUndefined()
  const { body } = await visitor.get('/catalogue/settings')
  expect(body.items.find((setting: { key: string }) => setting.key === 'audio.mic.noiseRemoval')).toMatchObject({
    since: '5.2',
    modelsOn: { 'gt-mini': { since: '5.6' } },
  })
})

it('is closed without a sign-in, and knows no other model', async () => {
  expect((await api.visitor.get('/catalogue/models')).status).toBe(401)
  expect((await visitor.get('/catalogue/models/nothing/settings')).status).toBe(404)
})
