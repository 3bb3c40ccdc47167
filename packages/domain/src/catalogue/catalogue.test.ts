import { describe, expect, it } from 'vitest'
import { checkValue } from '../configuration/value.js'
import { PERIPHERAL_NAMES } from '../devices/peripheral.js'
import { type Bilingual, LANGUAGES } from '../language.js'
import { LOCATION_KIND_NAMES } from '../locations/location.js'
import { ROOM_TYPE_NAMES } from '../locations/room.js'
import { ORGANIZATION_KIND_NAMES } from '../organizations/organization.js'
import { ROLE_DESCRIPTIONS } from '../people/role.js'
import { DEVICE_MODELS } from './device-models.js'
import { FEATURE_KEYS, FEATURES } from './feature.js'
import { featureNeededFor } from './feature-needed.js'
import { REGISTRATION_MODE_DESCRIPTIONS } from './registration-mode.js'
import type { Setting } from './setting.js'
import { SETTING_GROUPS } from './setting-groups.js'
import { SETTINGS } from './settings.js'
import { concreteSettingsOf } from './settings-of-model.js'

const described = [
  ...SETTINGS.map((setting) => ({ ...setting, what: setting.key })),
  ...FEATURES.map((feature) => ({ ...feature, what: feature.key })),
  ...Object.entries(REGISTRATION_MODE_DESCRIPTIONS).map(([what, mode]) => ({ ...mode, what })),
  ...Object.entries(ROLE_DESCRIPTIONS).map(([what, role]) => ({ ...role, what })),
]

const named: readonly [string, Bilingual][] = [
  SETTING_GROUPS,
  PERIPHERAL_NAMES,
  LOCATION_KIND_NAMES,
  ROOM_TYPE_NAMES,
  ORGANIZATION_KIND_NAMES,
].flatMap((names: Readonly<Record<string, Bilingual>>) => Object.entries(names))

describe('words', () => {
  it.each(described)('$what has a name and one sentence in every language', ({ name, description }) => {
    for (const language of LANGUAGES) {
      expect(name[language].trim()).not.toBe('')
      expect(description[language]).toMatch(/^\S.*\.$/u)
    }
    expect(description.de).not.toBe(description.en)
  })

  it.each(named)('%s has a name in every language', (_key, name) => {
    for (const language of LANGUAGES) expect(name[language].trim()).not.toBe('')
  })

  it('has consequences in both languages for every mode but none', () => {
    for (const [mode, { consequence }] of Object.entries(REGISTRATION_MODE_DESCRIPTIONS)) {
      expect(consequence === null).toBe(mode === 'none')
      for (const language of LANGUAGES) expect(consequence?.[language]).not.toBe('')
    }
  })
})

describe('settings', () => {
  it('are 191, of which 112 are core, each under a key of its own', () => {
    expect(SETTINGS).toHaveLength(191)
    expect(SETTINGS.filter((setting) => setting.core)).toHaveLength(112)
    expect(new Set(SETTINGS.map((setting) => setting.key)).size).toBe(191)
  })

  it.each(SETTINGS)('$key states its type completely', (setting) => {
    expect(setting.key.includes('[n]')).toBe(setting.indexes !== null)
    expect(setting.values !== null || setting.format !== null).toBe(
      setting.type === 'enum' || setting.type === 'set' || setting.format !== null,
    )
    expect(setting.maxLength !== null).toBe(setting.type === 'string' || setting.type === 'secret')
    expect(setting.minimum !== null && setting.maximum !== null).toBe(setting.type === 'int')
  })

  it.each(SETTINGS)('$key has a default that is a value of its own, or none', (setting) => {
    if (setting.default !== null) expect(checkValue(setting, setting.default)).toBeNull()
  })

  it('never state a secret as default', () => {
    expect(SETTINGS.filter((setting) => setting.secret && setting.default !== null)).toEqual([])
  })

  it('refer only to values, features and settings that exist', () => {
    const keys = new Set(SETTINGS.map((setting) => setting.key))
    for (const setting of SETTINGS) {
      expect(valuesNamedBy(setting).filter((value) => checkValue(setting, value) !== null)).toEqual([])
      if (setting.featureNeeded !== null) expect(FEATURE_KEYS).toContain(setting.featureNeeded.feature)
      if (setting.featureNeeded?.when === 'index') expect(setting.indexes).not.toBeNull()
      if (setting.requiredWhen !== null) expect(keys).toContain(setting.requiredWhen.key)
    }
  })

  it('that are an address or an identity can be set on a device only', () => {
    const own = ['network.ipv4.address', 'network.dot1x.identity', 'sip.uri', 'h323.alias', 'h323.e164', 'system.name']
    for (const setting of SETTINGS.filter(({ key }) => own.includes(key))) expect(setting.broadestLayer).toBe('device')
  })
})

function valuesNamedBy(setting: Setting) {
  const licensed = setting.featureNeeded?.when === 'values' ? setting.featureNeeded.values : []
  return [...licensed, ...Object.keys(setting.valueNeeds)]
}

describe('models', () => {
  it.each(DEVICE_MODELS)('$key needs no feature for any of its defaults', ({ key }) => {
    const licensed = concreteSettingsOf(key).filter(
      (setting) => setting.default !== null && featureNeededFor(setting, setting.default) !== null,
    )
    expect(licensed.map((setting) => setting.concreteKey)).toEqual([])
  })

  it.each(DEVICE_MODELS)('$key has defaults that are among its own values', ({ key }) => {
    const wrong = concreteSettingsOf(key).filter(
      (setting) => setting.default !== null && checkValue(setting, setting.default) !== null,
    )
    expect(wrong.map((setting) => setting.concreteKey)).toEqual([])
  })

  it.each(DEVICE_MODELS)('$key needs only features it can be licensed for', (model) => {
    const rules = concreteSettingsOf(model.key)
      .filter((setting) => setting.featureNeeded?.when === 'set')
      .map((setting) => setting.featureNeeded?.feature)
    const registrations = model.registrations.map((registration) => registration.featureNeeded)
    for (const feature of [...rules, ...registrations]) {
      if (feature !== null && feature !== undefined) expect(model.licensable).toContain(feature)
    }
  })

  it('are seven, and only room systems are on the device link', () => {
    expect(DEVICE_MODELS).toHaveLength(7)
    for (const { family, management } of DEVICE_MODELS) {
      expect(management).toBe(family === 'room-system' ? 'linked' : 'recorded')
    }
  })
})
