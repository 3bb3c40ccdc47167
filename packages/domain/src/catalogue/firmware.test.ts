import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEVICE_MODELS } from './device-models.js'
import { compareFirmware, isKnownFirmware, isOnFirmware } from './firmware.js'
import { firmwareBoundsOf, firmwareInDoubt, firmwareNeededFor, firmwareStep, settingsOn } from './firmware-needed.js'
import type { FirmwareRule } from './setting.js'
import { SETTINGS } from './settings.js'
import { concreteSettingsOf, findSetting, settingsOf } from './settings-of-model.js'

const numbered = fc
  .array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('.'))
const written = fc.oneof(
  numbered,
  fc
    .tuple(fc.constantFrom('', 'v', 'ce', 'GTm 5250 '), numbered, fc.constantFrom('', '-rc1', ' a1b2c3', '+7'))
    .map((all) => all.join('')),
  fc.string(),
  fc.constantFrom('', '.', '..', '5..1', '2026.11.29', '20261129012345678901234567890', '00005.0009'),
)
const sign = (left: string, right: string) => Math.sign(compareFirmware(left, right))

describe('firmware', () => {
  it.each([
    ['5.10.0', '5.9.2', 1],
    ['5.9', '5.9.0', 0],
    ['5.9.1', '5.9', 1],
    ['4.4.40', '5', -1],
    ['v5.10', '5.10.0', 0],
    ['5.10.0-rc1', '5.10.0', 0],
    ['ce11.9.2.4 a1b2c3', '11.10', -1],
    ['GTm 5250 4.4.40', '4.4.41', -1],
    ['05.010', '5.10', 0],
    ['20261129012345678901234567890', '20261129012345678901234567891', -1],
    ['unknown', '0', 0],
  ])('%s against %s is %i', (left, right, answer) => {
    expect(sign(left, right)).toBe(answer)
    expect(sign(right, left)).toBe(answer === 0 ? 0 : -answer)
  })

  it('is put in one order, whatever is written', () => {
    fc.assert(
      fc.property(written, written, written, (a, b, c) => {
        expect(sign(a, a)).toBe(0)
        expect(sign(a, b) + sign(b, a)).toBe(0)
        if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0)
        if (sign(a, b) === 0) expect(sign(a, c)).toBe(sign(b, c))
      }),
    )
  })

  it('counts as numbers do, part by part', () => {
    const parts = fc.array(fc.nat(), { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(parts, fc.nat(3), fc.integer({ min: 1, max: 9 }), (list, position, more) => {
        const newer = list.map((part, at) => (at === position % list.length ? part + more : part))
        expect(sign(newer.join('.'), list.join('.'))).toBe(1)
        expect(sign(`${list.join('.')}.0`, list.join('.'))).toBe(0)
      }),
    )
  })

  it('has a thing from the first bound on, and no more from the second', () => {
    const bounds = { since: '5.9', until: '6.0' }
    expect(['5.8.9', '5.9', '5.10', '6', '6.0.1'].map((one) => isOnFirmware(bounds, one))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
    fc.assert(
      fc.property(written, (firmware) => {
        expect(isOnFirmware({}, firmware)).toBe(true)
      }),
    )
  })

  it('that nobody knows is taken to have everything', () => {
    for (const firmware of [null, '', 'unknown']) {
      expect(isKnownFirmware(firmware)).toBe(false)
      expect(isOnFirmware({ since: '99', until: '0.1' }, firmware)).toBe(true)
    }
  })
})

const settingOf = (key: string, model = 'gtm-5250') => {
  const setting = findSetting(model, key)
  if (setting === undefined) throw new Error(`${model} has no ${key}.`)
  return setting
}

const bounded = SETTINGS.flatMap(({ firmware, ...setting }) => (firmware === null ? [] : [{ ...setting, firmware }]))
const boundsIn = (rule: FirmwareRule) => [
  rule,
  ...Object.values(rule.values ?? {}),
  ...Object.values(rule.models ?? {}),
]

describe('a setting', () => {
  it('needs the firmware that has it, and the one that has its value', () => {
    const airplay = settingOf('content.airplay.mode')
    expect(firmwareNeededFor(airplay, true, '5.8.7')).toEqual({ since: '5.9' })
    expect(firmwareNeededFor(airplay, true, '5.9.0')).toBeNull()
    const tls = settingOf('security.minimumTls')
    expect(firmwareNeededFor(tls, 'TLSv1.2', '4.4.40')).toBeNull()
    expect(firmwareNeededFor(tls, 'TLSv1.3', '4.4.40')).toEqual({ since: '5.4' })
    expect(firmwareNeededFor(tls, 'TLSv1.1', '6.0')).toEqual({ until: '6.0' })
    expect(firmwareNeededFor(settingOf('content.proximity.enabled'), true, '5.10.0')).toEqual({ until: '5.10' })
  })

  it('of one model has the bounds of that model', () => {
    expect(firmwareNeededFor(settingOf('audio.mic.noiseRemoval'), 'Enabled', '5.3')).toBeNull()
    expect(firmwareNeededFor(settingOf('audio.mic.noiseRemoval', 'gt-mini'), 'Enabled', '5.3')).toEqual({
      since: '5.6',
    })
  })

  it('is in doubt where it has bounds and the device has not said what it runs', () => {
    const airplay = settingOf('content.airplay.mode')
    expect(firmwareInDoubt(airplay, true, null)).toEqual({ since: '5.9' })
    expect(firmwareInDoubt(airplay, true, '5.10.0')).toBeNull()
    expect(firmwareInDoubt(settingOf('security.minimumTls'), 'TLSv1.3', null)).toEqual({ since: '5.4' })
    expect(firmwareInDoubt(settingOf('ui.theme'), 'Night', null)).toBeNull()
  })

  it.each(bounded)('$key is bounded in words that can be compared', ({ firmware }) => {
    for (const { since = '0.0', until = '999.0' } of boundsIn(firmware)) {
      for (const bound of [since, until]) expect(bound).toMatch(/^\d+(\.\d+)+$/u)
      expect(compareFirmware(since, until)).toBeLessThan(0)
    }
  })

  it.each(bounded)('$key has bounds for values and models of its own only, and none for its default', (setting) => {
    const { values = {}, models = {} } = setting.firmware
    expect(setting.values ?? []).toEqual(expect.arrayContaining(Object.keys(values)))
    for (const model of Object.keys(models)) expect(settingsOf(model).map(({ key }) => key)).toContain(setting.key)
    expect(Object.keys(values)).not.toContain(setting.default)
  })
})

it('a model has on one firmware what that has, with the values it has there', () => {
  const on = (firmware: string | null) => new Map(settingsOn('gtm-5250', firmware).map((one) => [one.concreteKey, one]))
  expect(on('5.3').has('content.airplay.mode')).toBe(false)
  expect(on('5.3').get('security.minimumTls')?.values).toEqual(['TLSv1.1', 'TLSv1.2'])
  expect(on('6.0').get('security.minimumTls')?.values).toEqual(['TLSv1.2', 'TLSv1.3'])
  expect([...on(null).values()]).toEqual(concreteSettingsOf('gtm-5250'))
})

it('nothing is required of a device on firmware that lacks it', () => {
  for (const { requiredWhen, firmware } of SETTINGS)
    if (requiredWhen !== null && firmware !== null)
      expect(SETTINGS.find(({ key }) => key === requiredWhen.key)?.firmware).toEqual(firmware)
})

describe('a step of a model', () => {
  const versions = fc.oneof(numbered, fc.constantFrom('5.1', '5.3.9', '5.4', '5.8', '5.10', '5.11', '6.1'))

  it('has the same settings on all firmware in it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DEVICE_MODELS), versions, versions, ({ key }, one, other) => {
        const lacking = (firmware: string) =>
          concreteSettingsOf(key).flatMap((setting) =>
            [null, ...(setting.values ?? [])].map((value) => firmwareNeededFor(setting, value, firmware)),
          )
        if (firmwareStep(key, one) === firmwareStep(key, other)) expect(lacking(one)).toEqual(lacking(other))
      }),
      { numRuns: 300 },
    )
  })

  it('is one of few, and there are as many as its bounds make', () => {
    const firmware = Array.from({ length: 200 }, (_, n) => `${Math.floor(n / 20)}.${n % 20}.${n}`)
    const steps = new Set(firmware.map((one) => firmwareStep('gtm-5250', one)))
    const bounds = concreteSettingsOf('gtm-5250').flatMap((setting) =>
      [null, ...(setting.values ?? [])].flatMap((value) => firmwareBoundsOf(setting, value)),
    )
    expect(steps.size).toBe(1 + new Set(bounds.flatMap(({ since, until }) => [since ?? until])).size)
  })

  it('is not known where the firmware is not', () => {
    expect([firmwareStep('gtm-5250', null), firmwareStep('gtm-5250', 'unknown')]).toEqual([null, null])
    expect(firmwareStep('nobody-made-this', '5.9')).toBe(0)
  })
})
