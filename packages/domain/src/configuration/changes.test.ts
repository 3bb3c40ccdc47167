import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LayerKind, SettingValue } from '../catalogue/setting.js'
import { SETTINGS } from '../catalogue/settings.js'
import { validateChanges } from './changes.js'
import { missingValues } from './missing.js'

function codeOf(key: string, value: SettingValue | null, model = 'gtm-5250', layer: LayerKind = 'device') {
  const decision = validateChanges(model, [], { [key]: value }, layer)
  return decision.ok ? 'ok' : decision.errors.map((error) => error.code).join()
}

const answers: readonly [string, SettingValue | null, string][] = [
  ['display.monitors', 'Single', 'ok'],
  ['display.monitor', 'Single', 'configuration.unknown-key'],
  ['display[9].role', 'Auto', 'configuration.model-lacks-setting'],
  ['firmware.provider', 'Cisco', 'configuration.model-lacks-setting'],
  ['display.monitors', 'Double', 'configuration.not-a-value'],
  ['display.monitors', 'Triple', 'configuration.not-a-value'],
  ['display.monitors', true, 'configuration.wrong-type'],
  ['security.ssh', 'On', 'configuration.wrong-type'],
  ['security.ssh', false, 'ok'],
  ['standby.delayMinutes', '10', 'configuration.wrong-type'],
  ['standby.delayMinutes', 10.5, 'configuration.wrong-type'],
  ['standby.delayMinutes', 0, 'configuration.out-of-range'],
  ['standby.delayMinutes', 1, 'ok'],
  ['standby.delayMinutes', 480, 'ok'],
  ['standby.delayMinutes', 481, 'configuration.out-of-range'],
  ['display[1].scaling', 99, 'configuration.out-of-range'],
  ['system.name', 'x'.repeat(50), 'ok'],
  ['system.name', '🙂'.repeat(50), 'ok'],
  ['system.name', 'x'.repeat(51), 'configuration.too-long'],
  ['sip.password', 'x'.repeat(129), 'configuration.too-long'],
  ['network.ipv4.address', '10.20.14.31', 'ok'],
  ['network.ipv4.address', '10.20.14.310', 'configuration.wrong-format'],
  ['time.zone', 'Europe/Berlin', 'ok'],
  ['time.zone', 'Europe/Hamburg', 'configuration.wrong-format'],
  ['time.officeHours.start', '24:00', 'configuration.wrong-format'],
  ['time.officeHours.workdays', ['Mon', 'Tue'], 'ok'],
  ['time.officeHours.workdays', ['Mon', 'Mon'], 'configuration.not-a-value'],
  ['time.officeHours.workdays', ['Montag'], 'configuration.not-a-value'],
  ['time.officeHours.workdays', 'Mon', 'configuration.wrong-type'],
  ['display.monitors', 'Dual', 'configuration.feature-missing'],
  ['api.macros', null, 'ok'],
]

describe('validateChanges', () => {
  it.each(answers)('%s = %j is %s', (key, value, code) => {
    expect(codeOf(key, value)).toBe(code)
  })

  it('names the missing feature, and is content once it is licensed', () => {
    const change = { 'display.monitors': 'Dual' }
    expect(validateChanges('gtm-5140', [], change)).toEqual({
      ok: false,
      errors: [
        {
          key: 'display.monitors',
          code: 'configuration.feature-missing',
          params: { feature: 'dual-screen', value: 'Dual' },
          feature: 'dual-screen',
        },
      ],
    })
    expect(validateChanges('gtm-5140', ['dual-screen'], change)).toEqual({ ok: true, changes: change })
  })

  it('answers for every key, not only for the first that is wrong', () => {
    const decision = validateChanges('gtm-5140', [], { nonsense: 1, 'network.mtu': 9000, 'ui.theme': 'Night' })
    expect(decision.ok ? [] : decision.errors.map((error) => error.key)).toEqual(['nonsense', 'network.mtu'])
  })

  it('keeps an address out of layers that many devices share', () => {
    expect(codeOf('network.ipv4.address', '10.0.0.1', 'gtm-5140', 'organization')).toBe('configuration.layer-too-broad')
    expect(codeOf('calendar.account', 'room@example.org', 'gtm-5140', 'room')).toBe('ok')
    expect(codeOf('ui.theme', 'Night', 'gtm-5140', 'partner')).toBe('ok')
    expect(codeOf('security.adminPassword', 'hunter2hunter2', 'gtm-5140', 'partner')).toBe(
      'configuration.layer-too-broad',
    )
  })

  it('never repeats a secret in an answer', () => {
    const secrets = SETTINGS.filter((setting) => setting.secret).map((setting) => setting.key)
    const tooLong = `hunter2${'x'.repeat(200)}`
    fc.assert(
      fc.property(fc.constantFrom(...secrets), fc.constantFrom<SettingValue>(tooLong, [tooLong]), (key, value) => {
        const decision = validateChanges('gtm-5250', [], { [key]: value })
        expect(decision.ok).toBe(false)
        expect(JSON.stringify(decision)).not.toContain('hunter2')
      }),
    )
  })

  it('never throws, whatever the key', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), fc.integer())), (values) => {
        expect(validateChanges('gtm-5140', [], values).ok).toBe(Object.keys(values).length === 0)
      }),
    )
  })
})

describe('missingValues', () => {
  it('asks for the address that a static assignment needs', () => {
    const missing = missingValues('gtm-5140', {
      'network.ipv4.assignment': 'Static',
      'network.ipv4.address': '10.0.0.2',
      'network.ipv4.subnetMask': '',
    })
    expect(missing).toEqual(
      ['network.ipv4.subnetMask', 'network.ipv4.gateway'].map((key) => ({
        key,
        code: 'configuration.value-required',
        params: { because: 'network.ipv4.assignment', value: 'Static' },
      })),
    )
  })

  it('asks for nothing when nothing is set', () => {
    expect(missingValues('gtm-5250', {})).toEqual([])
  })
})
