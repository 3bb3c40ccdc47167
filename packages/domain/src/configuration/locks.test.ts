import { describe, expect, it } from 'vitest'
import type { Layer } from './effective.js'
import { lockedAbove, touchesLock } from './locks.js'

const organization: Layer = {
  kind: 'organization',
  id: 'o1',
  profileId: 'secure',
  values: { 'security.minimumTls': 'TLSv1.3', 'display.monitors': 'Dual', 'ui.theme': 'Night' },
  locked: ['security.minimumTls', 'display.monitors'],
}
const room: Layer = { ...organization, kind: 'room', id: 'r1', profileId: 'quiet' }

describe('lockedAbove', () => {
  it('names the key, and profile and scope of the broadest lock', () => {
    expect(lockedAbove([organization, room], { 'security.minimumTls': 'TLSv1.2', 'ui.theme': 'Auto' })).toEqual([
      {
        key: 'security.minimumTls',
        code: 'configuration.locked',
        params: { key: 'security.minimumTls', profileId: 'secure', layerKind: 'organization', scopeId: 'o1' },
      },
    ])
  })

  it('lets a value be taken away from under a lock', () => {
    expect(lockedAbove([organization], { 'security.minimumTls': null })).toEqual([])
  })

  it('holds on a device only where the locked value does', () => {
    const changes = { 'display.monitors': 'Single' }
    const on = (modelKey: string, features: readonly 'dual-screen'[]) =>
      lockedAbove([organization], changes, { modelKey, features }).length
    expect(lockedAbove([organization], changes)).toHaveLength(1)
    expect(on('gtm-5140', ['dual-screen'])).toBe(1)
    expect(on('gtm-5140', [])).toBe(0)
    expect(on('gt-mini', ['dual-screen'])).toBe(0)
  })
})

describe('touchesLock', () => {
  const before = { values: { a: 1, b: 1, c: ['x', 'y'], d: 1 }, locked: ['a', 'b', 'c'] }

  it('finds a lock set, a lock lifted and a value changed or removed under a lock', () => {
    expect(touchesLock(before, { ...before, locked: ['a', 'b', 'c', 'd'] })).toEqual(['d'])
    expect(touchesLock(before, { ...before, locked: ['c', 'a'] })).toEqual(['b'])
    expect(touchesLock(before, { ...before, values: { ...before.values, a: 2 } })).toEqual(['a'])
    expect(touchesLock(before, { values: { a: 1, c: ['x'], d: 1 }, locked: before.locked })).toEqual(['b', 'c'])
  })

  it('leaves everybody free to change what is not locked, and the order of things', () => {
    expect(touchesLock(before, { values: { ...before.values, c: ['y', 'x'], d: 2 }, locked: ['c', 'b', 'a'] })).toEqual(
      [],
    )
  })
})
