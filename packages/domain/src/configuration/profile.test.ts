import { describe, expect, it } from 'vitest'
import { DEVICE_MODELS } from '../catalogue/device-models.js'
import { concreteSettingsOf } from '../catalogue/settings-of-model.js'
import { modelsLacking, validateLocked, validateProfile } from './profile.js'

const nowhere = { scopes: [] }
const codes = (
  values: Parameters<typeof validateProfile>[0],
  scopes: Parameters<typeof validateProfile>[1] = nowhere,
) => validateProfile(values, scopes).map(({ key, code }) => [key, code])

describe('validateProfile', () => {
  it('takes every default of every model', () => {
    for (const { key } of DEVICE_MODELS) {
      const defaults = concreteSettingsOf(key).map((setting) => [setting.concreteKey, setting.default])
      expect(validateProfile(Object.fromEntries(defaults), nowhere)).toEqual([])
    }
  })

  it('takes a value that one model has, though others lack it', () => {
    expect(codes({ 'display.monitors': 'Dual', 'api.mode': 'ip' })).toEqual([])
  })

  it('refuses a key nobody knows, and an index no model has', () => {
    expect(codes({ nonsense: 1, constructor: 1, 'display[9].role': 'Auto', 'display[n].role': 'Auto' })).toEqual([
      ['nonsense', 'configuration.unknown-key'],
      ['constructor', 'configuration.unknown-key'],
      ['display[9].role', 'configuration.no-model-has'],
      ['display[n].role', 'configuration.no-model-has'],
    ])
  })

  it('refuses a value that no model accepts and names those that some model does', () => {
    const [error] = validateProfile({ 'display.monitors': 'Triple' }, nowhere)
    expect(error).toMatchObject({ code: 'configuration.not-a-value', params: { value: 'Triple' } })
    expect(error?.params['values']).toEqual(['Auto', 'Dual', 'DualPresentationOnly', 'Single'])
    expect(codes({ 'standby.delayMinutes': '10' })).toEqual([['standby.delayMinutes', 'configuration.wrong-type']])
  })

  it('never repeats a secret', () => {
    const errors = validateProfile({ 'network.dot1x.password': 'hunter2'.repeat(99) }, nowhere)
    expect(errors).toMatchObject([{ code: 'configuration.too-long' }])
    expect(JSON.stringify(errors)).not.toContain('hunter2')
  })

  it('judges the broadest scope it is assigned to', () => {
    const values = { 'system.name': 'Room 1', 'ui.theme': 'Night' }
    expect(codes(values, { scopes: ['device'] })).toEqual([])
    expect(codes(values, { scopes: ['device', 'room', 'organization'] })).toEqual([
      ['system.name', 'configuration.layer-too-broad'],
    ])
    expect(validateProfile(values, { scopes: ['device', 'room'] })[0]?.params).toEqual({
      layer: 'room',
      broadestLayer: 'device',
    })
  })

  it('lets any value be taken away', () => {
    expect(codes({ nonsense: null, 'ui.theme': null })).toEqual([])
  })
})

describe('validateLocked', () => {
  it('refuses a lock that guards nothing', () => {
    expect(validateLocked(['ui.theme', 'ui.language', 'ui.language'], { 'ui.theme': 'Night' })).toEqual([
      { key: 'ui.language', code: 'configuration.lock-without-value', params: {} },
    ])
    expect(validateLocked(['constructor'], {})).toHaveLength(1)
  })
})

describe('modelsLacking', () => {
  it('names the models that leave a key out, and no key that all have', () => {
    expect(modelsLacking({ 'api.mode': 'ip', 'display[2].role': 'Auto', 'ui.theme': 'Night' })).toEqual([
      { key: 'api.mode', models: ['gtm-5140'] },
      { key: 'display[2].role', models: ['gt-mini'] },
    ])
  })
})
