import { describe, expect, it } from 'vitest'
import { concreteSettingsOf } from '../catalogue/settings-of-model.js'
import { previewRow } from '../deployments/preview.js'
import { type ConfigurationInput, validateChanges } from './changes.js'
import { driftOf } from './drift.js'
import { effectiveConfiguration, type Layer, lockOn, valuesSet } from './effective.js'
import { leftOutValues } from './left-out.js'
import { validateProfile } from './profile.js'
import { layersSeenOn } from './seen-on.js'

const model = 'gtm-5250'
const layer = (kind: Layer['kind'], values: Layer['values'], locked: readonly string[] = []): Layer => ({
  kind,
  id: `${kind}-1`,
  values,
  locked,
})
const errorsOf = (changes: ConfigurationInput, firmware: string | null) => {
  const decision = validateChanges(model, [], changes, 'device', firmware)
  return decision.ok ? [] : decision.errors
}
const setOn = (firmware: string | null, ...layers: readonly Layer[]) =>
  valuesSet(effectiveConfiguration(model, layers, [], firmware))

describe('a change', () => {
  it('of a setting that the firmware lacks is refused, naming the one it needs and the one there is', () => {
    expect(errorsOf({ 'content.airplay.mode': true, 'ui.theme': 'Night' }, '5.8.7')).toEqual([
      {
        key: 'content.airplay.mode',
        code: 'configuration.firmware-too-old',
        params: { what: 'content.airplay.mode', since: '5.9', firmware: '5.8.7' },
      },
    ])
    expect(errorsOf({ 'content.airplay.mode': true }, '5.9.0')).toEqual([])
    expect(errorsOf({ 'content.proximity.enabled': true }, '5.10.0')).toEqual([
      {
        key: 'content.proximity.enabled',
        code: 'configuration.firmware-too-new',
        params: { what: 'content.proximity.enabled', until: '5.10', firmware: '5.10.0' },
      },
    ])
  })

  it('to a value that the firmware lacks names the value too', () => {
    expect(errorsOf({ 'security.minimumTls': 'TLSv1.3' }, '5.3')[0]?.params).toEqual({
      what: 'security.minimumTls = TLSv1.3',
      since: '5.4',
      firmware: '5.3',
    })
    expect(errorsOf({ 'security.minimumTls': 'TLSv1.2' }, '5.3')).toEqual([])
  })

  it('is allowed where the firmware is not known, and so is taking a value away on any', () => {
    expect(errorsOf({ 'content.airplay.mode': true, 'content.proximity.enabled': true }, null)).toEqual([])
    expect(errorsOf({ 'content.airplay.mode': null, 'content.proximity.enabled': null }, '4.4.40')).toEqual([])
  })

  it('never repeats a secret in the refusal', () => {
    expect(JSON.stringify(errorsOf({ 'content.airplay.password': 'hunter2' }, '4.4.40'))).not.toContain('hunter2')
  })

  it('in a preview of a device is judged by what it runs', () => {
    const facts = {
      deviceId: 'd',
      modelKey: model,
      features: [],
      connection: 'online',
      call: 'idle',
      values: {},
    } as const
    const changes = { 'content.airplay.mode': true }
    expect(previewRow({ ...facts, changes, firmware: '5.8' })).toMatchObject({ sendable: false })
    expect(previewRow({ ...facts, changes, firmware: '5.9' })).toMatchObject({ sendable: true, errors: [] })
  })

  it('of a profile is valid when any firmware has it', () => {
    const values = { 'content.proximity.enabled': true, 'standby.deepSleep': 'On', 'security.minimumTls': 'TLSv1.1' }
    expect(validateProfile(values, { scopes: ['organization'] })).toEqual([])
  })
})

describe('what a device should have', () => {
  const shared = layer('organization', { 'content.airplay.mode': true, 'ui.theme': 'Night' })

  it('is without what its firmware lacks, default and all, and with it as soon as it is there', () => {
    expect(setOn('5.8', shared)).toEqual({ 'ui.theme': 'Night' })
    expect(setOn('5.9', shared)).toEqual(shared.values)
    expect(setOn(null, shared)).toEqual(shared.values)
    const keys = (firmware: string) => effectiveConfiguration(model, [], [], firmware).map(({ key }) => key)
    expect(keys('5.8')).not.toContain('content.airplay.mode')
    expect(keys('5.9')).toContain('content.airplay.mode')
  })

  it('falls back to the layer before where its firmware lacks one value, and no lock holds on that', () => {
    const layers = [
      layer('organization', { 'security.minimumTls': 'TLSv1.2' }),
      layer('location', { 'security.minimumTls': 'TLSv1.3' }, ['security.minimumTls']),
    ]
    const [standing] = effectiveConfiguration(model, layers, [], '5.3').filter(
      ({ key }) => key === 'security.minimumTls',
    )
    expect(standing).toMatchObject({ value: 'TLSv1.2', lockedBy: null })
    expect(standing?.beat[0]).toMatchObject({ value: 'TLSv1.3', reason: 'not-on-firmware' })
    const device = { modelKey: model, features: [] }
    expect(lockOn(layers, 'security.minimumTls', { ...device, firmware: '5.3' })).toBeNull()
    expect(lockOn(layers, 'security.minimumTls', { ...device, firmware: '5.4' })).toMatchObject({ kind: 'location' })
  })

  it('names what is left out with the firmware that has it', () => {
    const device = { modelKey: model, features: [] }
    expect(leftOutValues({ ...device, firmware: '5.8' }, [shared])).toEqual([
      {
        key: 'content.airplay.mode',
        value: true,
        layer: { kind: 'organization', id: 'organization-1' },
        reason: 'not-on-firmware',
        feature: null,
        firmware: { since: '5.9' },
      },
    ])
    expect(leftOutValues({ ...device, firmware: '5.9' }, [shared])).toEqual([])
    expect(leftOutValues(device, [shared])).toEqual([])
  })

  it('as it was previewed on older firmware is without what came since', () => {
    const [seen] = layersSeenOn(model, '5.8', [shared])
    expect(seen).toEqual({ ...shared, values: { 'ui.theme': 'Night' } })
    expect(layersSeenOn(model, '5.9', [shared])[0]).toBe(shared)
    expect(layersSeenOn(model, null, [shared])[0]).toBe(shared)
  })
})

describe('drift', () => {
  const wanted = { 'content.airplay.mode': true, 'ui.theme': 'Night' }
  const drifted = (firmware: string | null) =>
    driftOf({
      wanted,
      reported: { 'ui.theme': 'Auto' },
      firmware,
      firmwareChanged: true,
      lastFailed: false,
      settings: concreteSettingsOf(model),
    }).map(({ key }) => key)

  it('is not what the firmware of a device lacks', () => {
    expect(drifted('5.8')).toEqual(['ui.theme'])
    expect(drifted('5.9')).toEqual(['content.airplay.mode', 'ui.theme'])
    expect(drifted(null)).toEqual(['content.airplay.mode', 'ui.theme'])
  })
})
