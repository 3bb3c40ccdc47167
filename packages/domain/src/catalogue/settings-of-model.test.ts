import { describe, expect, it } from 'vitest'
import { featureNeededFor } from './feature-needed.js'
import { concreteSettingsOf, findSetting, findSettingAnywhere, settingsOf } from './settings-of-model.js'

const keysOf = (model: string) => settingsOf(model).map((setting) => setting.key)
const core = settingsOf('gtm-5250').filter((setting) => setting.core)

describe('findSetting', () => {
  it('resolves an index within the limits of the model', () => {
    expect(findSetting('gtm-5140', 'display[2].role')).toMatchObject({ key: 'display[n].role', index: 2 })
    expect(findSetting('gtm-5140', 'display[3].role')).toBeUndefined()
    expect(findSetting('gt-mini', 'display[2].role')).toBeUndefined()
    expect(findSetting('gtm-5250', 'camera[3].flip')).toBeDefined()
    expect(findSetting('gtm-5140', 'camera[2].flip')).toBeUndefined()
  })

  it('resolves an index at the end of a key', () => {
    expect(findSetting('gtm-5140', 'network.dns.servers[3]')).toMatchObject({ index: 3 })
    expect(findSetting('gtm-5140', 'network.dns.servers[4]')).toBeUndefined()
  })

  it.each([
    'display.role',
    'display[n].role',
    'display[0].role',
    'display[02].role',
    'display[-1].role',
    'display[1]role',
    'display.monitors[1]',
    '__proto__',
    '',
  ])('does not know %j', (key) => {
    expect(findSetting('gtm-5140', key)).toBeUndefined()
  })

  it('does not know a model that is not in the catalogue', () => {
    expect(findSetting('nobody-made-this', 'display.monitors')).toBeUndefined()
    expect(settingsOf('nobody-made-this')).toEqual([])
  })

  it('leaves out the values a model has no screens for', () => {
    expect(findSetting('gt-mini', 'display.monitors')?.values).toEqual(['Auto', 'Single'])
    expect(findSetting('gtm-5140', 'display.monitors')?.values).toContain('Dual')
    expect(findSetting('gtm-5140', 'display.monitors')?.values).not.toContain('Triple')
    expect(findSetting('gt-mini', 'display[1].role')?.values).not.toContain('Second')
  })

  it('gives an index that needs a licence no default', () => {
    expect(findSetting('gtm-5140', 'display[1].role')?.default).toBe('Auto')
    expect(findSetting('gtm-5140', 'display[2].role')?.default).toBeNull()
  })
})

describe('which model has which setting', () => {
  it('gives every core setting to the GTm 5250', () => {
    expect(core).toHaveLength(112)
  })

  it('has the control API only where it can be licensed', () => {
    expect(keysOf('gtm-5250')).toContain('api.mode')
    expect(keysOf('gt-mini')).toContain('api.mode')
    expect(keysOf('gtm-5140')).not.toContain('api.mode')
  })

  it('has HDMI inputs only where they can be licensed', () => {
    expect(keysOf('gtm-5250')).toContain('input.hdmi[n].enabled')
    expect(keysOf('gtm-5140')).not.toContain('input.hdmi[n].enabled')
  })

  it('has cable-free sharing only where the model can share that way', () => {
    expect(keysOf('gtm-5140')).toContain('content.miracast.mode')
    expect(keysOf('gt-mini')).not.toContain('content.miracast.mode')
  })

  it('has only core settings on the GTmini', () => {
    expect(settingsOf('gt-mini').filter((setting) => !setting.core)).toEqual([])
    expect(settingsOf('gtm-5140').filter((setting) => !setting.core)).not.toEqual([])
  })

  it('has few settings, or none, on what is not a room system', () => {
    expect(keysOf('starleaf-app')).toEqual([])
    expect(keysOf('h323-system')).toEqual(['system.name', 'system.assetTag'])
    expect(keysOf('phone-2105')).toContain('network.ipv4.address')
    expect(keysOf('phone-2105')).not.toContain('display.monitors')
  })

  it('lists every index apart', () => {
    const roles = concreteSettingsOf('gtm-5140').filter((setting) => setting.key === 'display[n].role')
    expect(roles.map((setting) => setting.concreteKey)).toEqual(['display[1].role', 'display[2].role'])
  })
})

describe('featureNeededFor', () => {
  const needed = (key: string, value: string | boolean) => {
    const setting = findSetting('gtm-5250', key)
    return setting === undefined ? undefined : featureNeededFor(setting, value)
  }

  it('needs dual screen for two screens and not for one', () => {
    expect(needed('display.monitors', 'Dual')).toBe('dual-screen')
    expect(needed('display.monitors', 'Single')).toBeNull()
  })

  it('needs dual screen for the second display and not for the first', () => {
    expect(needed('display[2].role', 'Auto')).toBe('dual-screen')
    expect(needed('display[1].role', 'Auto')).toBeNull()
  })

  it('needs HDMI inputs to turn one on and not to turn it off', () => {
    expect(needed('input.hdmi[1].enabled', true)).toBe('hdmi-inputs')
    expect(needed('input.hdmi[1].enabled', false)).toBeNull()
  })

  it('needs the API whenever one of its settings is set', () => {
    expect(needed('api.macros', false)).toBe('api')
  })
})

describe('findSettingAnywhere', () => {
  it('knows a setting that only other models have', () => {
    expect(findSettingAnywhere('api.mode')?.key).toBe('api.mode')
    expect(findSettingAnywhere('display[9].role')?.key).toBe('display[n].role')
    expect(findSettingAnywhere('display.monitor')).toBeUndefined()
  })
})
