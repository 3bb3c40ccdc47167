import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concreteSettingsOf } from '../catalogue/settings-of-model.js'
import { type DriftFacts, driftOf } from './drift.js'

const settings = concreteSettingsOf('gtm-5250')
const wanted = { 'ui.theme': 'Night', 'standby.delayMinutes': 20 }
const facts: DriftFacts = {
  wanted,
  reported: wanted,
  firmware: null,
  firmwareChanged: false,
  lastFailed: false,
  settings,
}
const drift = (change: Partial<DriftFacts>) => driftOf({ ...facts, ...change })

describe('driftOf', () => {
  it('is nothing where the device is as it should be, whatever else it reports', () => {
    expect(drift({})).toEqual([])
    expect(drift({ reported: { ...wanted, 'ui.language': 'French', constructor: 1 } })).toEqual([])
    const anything = fc.subarray(settings.filter(({ default: value }) => value !== null))
    fc.assert(
      fc.property(anything, fc.boolean(), fc.boolean(), (list, firmwareChanged, lastFailed) => {
        const values = Object.fromEntries(list.map((setting) => [setting.concreteKey, setting.default ?? '']))
        expect(drift({ wanted: values, reported: values, firmwareChanged, lastFailed })).toEqual([])
      }),
    )
  })

  it('was made on the device, unless the last push failed', () => {
    const reported = { 'ui.theme': 'Day', 'standby.delayMinutes': 5 }
    expect(drift({ reported })).toEqual([
      { key: 'standby.delayMinutes', wanted: 20, reported: 5, cause: 'changed-on-device' },
      { key: 'ui.theme', wanted: 'Night', reported: 'Day', cause: 'changed-on-device' },
    ])
    expect(drift({ reported, lastFailed: true }).map(({ cause }) => cause)).toEqual(['failed-push', 'failed-push'])
  })

  it('is the firmware that dropped a key the device reports no more', () => {
    const reported = { 'ui.theme': 'Night' }
    expect(drift({ reported })).toEqual([
      { key: 'standby.delayMinutes', wanted: 20, reported: null, cause: 'dropped-by-firmware' },
    ])
    expect(drift({ reported, lastFailed: true })[0]?.cause).toBe('failed-push')
    expect(drift({ reported, lastFailed: true, firmwareChanged: true })[0]?.cause).toBe('dropped-by-firmware')
  })

  it('is not the silence of a device that reports nothing it was given, until its firmware changes', () => {
    expect(drift({ reported: {} })).toEqual([])
    expect(drift({ reported: { 'ui.language': 'French' } })).toEqual([])
    expect(drift({ reported: {}, lastFailed: true })).toEqual([])
    expect(drift({ reported: {}, firmwareChanged: true })).toHaveLength(2)
  })

  it('never looks at secrets, nor at keys the model lacks', () => {
    const strange = { 'network.dot1x.password': 'hunter2', nonsense: 1, 'display[3].role': 'Third' }
    expect(drift({ wanted: { ...wanted, ...strange }, reported: wanted, firmwareChanged: true })).toEqual([])
  })

  it('takes sets for the same in any order', () => {
    const set = settings.find(({ type, values }) => type === 'set' && (values?.length ?? 0) > 1)
    const [one = '', two = ''] = set?.values ?? []
    const key = set?.concreteKey ?? ''
    expect(drift({ wanted: { [key]: [one, two] }, reported: { [key]: [two, one] } })).toEqual([])
    expect(drift({ wanted: { [key]: [one, two] }, reported: { [key]: [one] } })).toHaveLength(1)
  })
})
