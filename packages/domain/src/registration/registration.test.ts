import { describe, expect, it } from 'vitest'
import type { DeviceModel } from '../catalogue/device-model.js'
import { findModel } from '../catalogue/device-models.js'
import { decideRecordedMode, decideRegistrationMode, registrationModes } from './registration.js'
import { decideRegistrationTarget, findRegistrationTarget, REGISTRATION_TARGETS } from './registration-target.js'

function model(key: string): DeviceModel {
  const found = findModel(key)
  if (found === undefined) throw new Error(`no ${key} in the catalogue`)
  return found
}

describe('decideRegistrationMode', () => {
  it('needs the licence of the mode', () => {
    expect(decideRegistrationMode(model('gtm-5140'), [], 'business')).toEqual({
      ok: false,
      code: 'registration.feature-missing',
      params: { mode: 'business', feature: 'registration-business' },
    })
    expect(decideRegistrationMode(model('gtm-5140'), ['registration-business'], 'business').ok).toBe(true)
    expect(decideRegistrationMode(model('gtm-5140'), ['registration-business'], 'enterprise').ok).toBe(false)
    expect(decideRegistrationMode(model('h323-system'), [], 'h323')).toMatchObject({
      params: { feature: 'h323-registration' },
    })
  })

  it('needs a model that is capable of the mode', () => {
    expect(decideRegistrationMode(model('gt-mini'), [], 'direct')).toMatchObject({ code: 'registration.model-cannot' })
    expect(decideRegistrationMode(model('sip-system'), [], 'sip').ok).toBe(true)
  })

  it('always allows not to be registered', () => {
    const modes = registrationModes(model('phone-2105'), [])
    expect(modes.filter(({ decision }) => decision.ok).map(({ mode }) => mode)).toEqual(['none'])
  })

  it('lets be recorded what a device has, licensed or not', () => {
    expect(decideRecordedMode(model('gtm-5140'), 'business').ok).toBe(true)
    expect(decideRecordedMode(model('phone-2105'), 'h323')).toMatchObject({ code: 'registration.model-cannot' })
  })
})

describe('registration targets', () => {
  it.each(['starleaf-cloud', 'skype-for-business-online'])('%s can be recorded and not chosen', (key) => {
    const target = findRegistrationTarget(key)
    expect(target && decideRegistrationTarget(target, 'enterprise', 'record')).toEqual({ ok: true })
    expect(target && decideRegistrationTarget(target, 'enterprise', 'choose')).toMatchObject({
      code: 'registration.target-dark',
    })
  })

  it('can be chosen only for a mode of their own', () => {
    const teams = findRegistrationTarget('microsoft-teams')
    expect(teams && decideRegistrationTarget(teams, 'direct', 'choose')).toEqual({ ok: true })
    expect(teams && decideRegistrationTarget(teams, 'business', 'record')).toMatchObject({
      code: 'registration.target-mode',
    })
  })

  it('say since when they are dark', () => {
    for (const target of REGISTRATION_TARGETS.filter(({ support }) => support === 'dark')) {
      expect(target.supportSince).toMatch(/^\d{4}-\d{2}(-\d{2})?$/u)
    }
  })
})
