import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectiveConfiguration, type Layer, lockOn, valuesInEffect, valuesSet } from './effective.js'

const layer = (kind: Layer['kind'], values: Layer['values'], locked: readonly string[] = []): Layer => ({
  kind,
  id: `${kind}-1`,
  values,
  locked,
})

const standing = (layers: readonly Layer[], key: string, features: readonly 'dual-screen'[] = []) =>
  effectiveConfiguration('gtm-5140', layers, features).find((value) => value.key === key)

describe('effectiveConfiguration', () => {
  it('takes the default where nobody set anything', () => {
    expect(standing([], 'standby.delayMinutes')).toEqual({
      key: 'standby.delayMinutes',
      value: 10,
      layer: { kind: 'default', id: 'default' },
      lockedBy: null,
      beat: [],
    })
  })

  it('lets the narrowest layer win and tells what it beat, the nearest first', () => {
    const layers = [
      layer('organization', { 'ui.language': 'English' }),
      layer('location', { 'ui.language': 'German' }),
      layer('device', { 'ui.language': 'French' }),
    ]
    expect(standing(layers, 'ui.language')).toMatchObject({
      value: 'French',
      layer: { kind: 'device' },
      beat: [
        { value: 'German', reason: 'overridden' },
        { value: 'English', reason: 'overridden' },
        { value: 'English', layer: { kind: 'default' } },
      ],
    })
  })

  it('holds a locked value against later layers and names the lock', () => {
    const layers = [
      layer('organization', { 'security.minimumTls': 'TLSv1.3' }, ['security.minimumTls']),
      layer('device', { 'security.minimumTls': 'TLSv1.1' }, ['security.minimumTls']),
    ]
    expect(standing(layers, 'security.minimumTls')).toMatchObject({
      value: 'TLSv1.3',
      lockedBy: { kind: 'organization', id: 'organization-1' },
      beat: [{ value: 'TLSv1.1', reason: 'locked' }, { layer: { kind: 'default' } }],
    })
    expect(lockOn(layers, 'security.minimumTls')).toEqual({ kind: 'organization', id: 'organization-1' })
    expect(lockOn(layers, 'ui.theme')).toBeNull()
  })

  it('falls back when the feature of a value is not active, and comes back with it', () => {
    const layers = [
      layer('location', { 'display.monitors': 'Single' }),
      layer('device', { 'display.monitors': 'Dual' }),
    ]
    expect(standing(layers, 'display.monitors')).toMatchObject({
      value: 'Single',
      beat: [{ value: 'Dual', reason: 'feature-missing' }, { value: 'Auto' }],
    })
    expect(standing(layers, 'display.monitors', ['dual-screen'])?.value).toBe('Dual')
  })

  it('lets no lock hold whose own value the device cannot have', () => {
    const locked = (value: string) => layer('organization', { 'display.monitors': value }, ['display.monitors'])
    const own = layer('device', { 'display.monitors': 'Single' })
    for (const value of ['Dual', 'Triple']) {
      expect(standing([locked(value), own], 'display.monitors')).toMatchObject({ value: 'Single', lockedBy: null })
      expect(standing([locked(value)], 'display.monitors')).toMatchObject({ value: 'Auto', lockedBy: null })
    }
    expect(standing([locked('Dual'), own], 'display.monitors', ['dual-screen'])).toMatchObject({
      value: 'Dual',
      lockedBy: { kind: 'organization' },
      beat: [{ value: 'Single', reason: 'locked' }, { value: 'Auto' }],
    })
  })

  it('tells what it beat in the order of the layers, whatever each lost for', () => {
    const layers = [
      layer('organization', { 'display.monitors': 'Dual' }),
      layer('room', { 'display.monitors': 'Auto' }),
      layer('device', { 'display.monitors': 'Single' }),
    ]
    expect(standing(layers, 'display.monitors')?.beat.map(({ layer: { kind }, reason }) => [kind, reason])).toEqual([
      ['room', 'overridden'],
      ['organization', 'feature-missing'],
      ['default', 'overridden'],
    ])
  })

  it('names the profile of a layer that has one', () => {
    const layers = [{ ...layer('room', { 'ui.theme': 'Night' }, ['ui.theme']), profileId: 'quiet' }]
    const from = { kind: 'room', id: 'room-1', profileId: 'quiet' }
    expect(standing(layers, 'ui.theme')).toMatchObject({ layer: from, lockedBy: from })
    expect(lockOn(layers, 'ui.theme')).toEqual(from)
  })

  it('passes over a value the model does not have, and a setting it lacks', () => {
    const layers = [layer('organization', { 'display.monitors': 'Triple', 'api.mode': 'ip', nonsense: 1 })]
    expect(standing(layers, 'display.monitors')?.beat).toMatchObject([{ value: 'Triple', reason: 'not-valid' }])
    expect(valuesSet(effectiveConfiguration('gtm-5140', layers, []))).toEqual({})
  })

  it('tells a device only what was set', () => {
    const effective = effectiveConfiguration('gtm-5140', [layer('device', { 'ui.theme': 'Night' })], [])
    expect(valuesSet(effective)).toEqual({ 'ui.theme': 'Night' })
    expect(valuesInEffect(effective)).toMatchObject({ 'ui.theme': 'Night', 'standby.delayMinutes': 10 })
  })

  it('always lets the last layer without a lock win, and forgets no other', () => {
    const delays = fc.array(fc.record({ value: fc.integer({ min: 1, max: 480 }), locked: fc.boolean() }))
    fc.assert(
      fc.property(delays, (list) => {
        const key = 'standby.delayMinutes'
        const layers = list.map(({ value, locked }, at) => ({
          ...layer('group', { [key]: value }, locked ? [key] : []),
          id: `${at}`,
        }))
        const firstLock = list.findIndex(({ locked }) => locked)
        const winner = list.length === 0 ? null : list.at(firstLock === -1 ? list.length - 1 : firstLock)
        expect(standing(layers, key)?.value).toBe(winner?.value ?? 10)
        expect(standing(layers, key)?.beat).toHaveLength(list.length)
      }),
    )
  })
})
