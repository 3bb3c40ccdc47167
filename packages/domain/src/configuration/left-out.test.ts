import { describe, expect, it } from 'vitest'
import type { Layer } from './effective.js'
import { leftOutValues } from './left-out.js'

const layer = (kind: Layer['kind'], values: Layer['values'], locked: readonly string[] = []): Layer => ({
  kind,
  id: `${kind}-1`,
  profileId: `${kind}-profile`,
  values,
  locked,
})
const leftOut = (layers: readonly Layer[], modelKey = 'gtm-5140', features: readonly 'dual-screen'[] = []) =>
  leftOutValues({ modelKey, features }, layers).map(({ layer: { kind }, ...rest }) => ({ kind, ...rest }))

describe('leftOutValues', () => {
  it('names what lacks a licence, with the feature, until there is one', () => {
    const layers = [layer('organization', { 'display.monitors': 'Dual', 'ui.theme': 'Night' })]
    expect(leftOut(layers)).toEqual([
      {
        key: 'display.monitors',
        value: 'Dual',
        kind: 'organization',
        reason: 'feature-missing',
        feature: 'dual-screen',
      },
    ])
    expect(leftOut(layers, 'gtm-5140', ['dual-screen'])).toEqual([])
  })

  it('names a key that nobody could set, default and all', () => {
    expect(leftOut([layer('room', { 'display[2].role': 'Second' })])).toMatchObject([
      { key: 'display[2].role', reason: 'feature-missing', feature: 'dual-screen' },
    ])
  })

  it('names what the model does not take, but no setting it lacks', () => {
    expect(leftOut([layer('group', { 'api.mode': 'ip', 'display.monitors': 'Triple' })])).toMatchObject([
      { key: 'display.monitors', value: 'Triple', reason: 'not-valid', feature: null },
    ])
  })

  it('is silent about what a narrower layer or a lock overrules anyway', () => {
    const dual = { 'display.monitors': 'Dual' }
    const single = { 'display.monitors': 'Single' }
    expect(leftOut([layer('organization', dual), layer('room', single)])).toEqual([])
    expect(leftOut([layer('organization', single, ['display.monitors']), layer('room', dual)])).toEqual([])
    expect(leftOut([layer('organization', single), layer('room', dual)])).toHaveLength(1)
  })

  it('says which scope and profile it comes from', () => {
    const [value] = leftOutValues({ modelKey: 'gt-mini', features: [] }, [
      layer('room', { 'display.monitors': 'Dual' }),
    ])
    expect(value?.layer).toEqual({ kind: 'room', id: 'room-1', profileId: 'room-profile' })
  })
})
