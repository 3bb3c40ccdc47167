import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LAYER_KINDS } from '../catalogue/setting.js'
import {
  type DeviceScopes,
  layerOf,
  type ProfileAssignment,
  SCOPE_KINDS,
  type ScopeKind,
  stackKey,
  stackOf,
} from './stack.js'

const device: DeviceScopes = {
  deviceId: 'd1',
  modelKey: 'gtm-5140',
  organizationId: 'o1',
  partnerId: 'p1',
  locationPath: ['site', 'building', 'floor'],
  roomId: 'r1',
  groupIds: ['loud', 'quiet'],
}
const groups = [
  { id: 'loud', priority: 20 },
  { id: 'quiet', priority: 10 },
  { id: 'strangers', priority: 30 },
]
const on = (scopeKind: ScopeKind, scopeId: string, profileId = scopeId, priority = 1): ProfileAssignment => ({
  scopeKind,
  scopeId,
  profileId,
  priority,
  version: 1,
})
const everywhere = [
  on('partner', 'p1'),
  on('organization', 'o1'),
  on('location', 'site'),
  on('location', 'building'),
  on('location', 'floor'),
  on('group', 'quiet'),
  on('group', 'loud'),
  on('model', 'gtm-5140'),
  on('room', 'r1'),
  on('device', 'd1', 'second', 1),
  on('device', 'd1', 'first', 2),
]

describe('stackOf', () => {
  it('goes from the broadest scope to the narrowest, whatever order it is given', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(everywhere, { minLength: everywhere.length }),
        fc.shuffledSubarray(groups, { minLength: groups.length }),
        (assignments, priorities) => {
          expect(stackOf(device, assignments, priorities).map(({ profileId }) => profileId)).toEqual(
            everywhere.map(({ profileId }) => profileId),
          )
        },
      ),
    )
  })

  it('is the same for equal priorities too', () => {
    const equal = [on('room', 'r1', 'a'), on('room', 'r1', 'b'), on('group', 'loud', 'c'), on('group', 'quiet', 'd')]
    const same = groups.map(({ id }) => ({ id, priority: 1 }))
    fc.assert(
      fc.property(fc.shuffledSubarray(equal, { minLength: 4 }), fc.shuffledSubarray(same, { minLength: 3 }), (a, g) => {
        expect(stackOf(device, a, g)).toEqual(stackOf(device, equal, same))
      }),
    )
  })

  it('leaves out the scopes a device does not lie in', () => {
    const strangers = [
      on('partner', 'p2'),
      on('organization', 'p1'),
      on('location', 'other'),
      on('group', 'strangers'),
      on('group', 'gone'),
      on('model', 'gtm-5250'),
      on('room', 'r2'),
    ]
    expect(stackOf(device, strangers, groups)).toEqual([])
    const alone = { ...device, partnerId: null, locationPath: [], roomId: null, groupIds: [] }
    expect(stackOf(alone, everywhere, groups).map(({ kind }) => kind)).toEqual([
      'organization',
      'model',
      'device',
      'device',
    ])
  })

  it('pins the version that is assigned', () => {
    expect(stackOf(device, [{ ...on('room', 'r1', 'quiet-hours'), version: 7 }], groups)).toEqual([
      { kind: 'room', scopeId: 'r1', profileId: 'quiet-hours', version: 7 },
    ])
  })
})

describe('stackKey', () => {
  it('tells stacks apart by order, scope, profile and version, and by nothing else', () => {
    const layers = stackOf(device, everywhere, groups)
    const backwards = layers.map(({ version, profileId, scopeId, kind }) => ({ version, profileId, scopeId, kind }))
    expect(stackKey(backwards)).toBe(stackKey(layers))
    expect(stackKey([...layers].reverse())).not.toBe(stackKey(layers))
    for (const change of [{ version: 2 }, { profileId: 'x' }, { scopeId: 'x' }]) {
      expect(stackKey(layers.map((layer) => ({ ...layer, ...change })))).not.toBe(stackKey(layers))
    }
  })
})

describe('scopes', () => {
  it('are the layers without the catalogue, in the same order', () => {
    expect(['default', ...SCOPE_KINDS]).toEqual(LAYER_KINDS)
  })

  it('name profile and scope of a layer', () => {
    const pinned = { kind: 'room', scopeId: 'r1', profileId: 'quiet-hours', version: 7 } as const
    expect(layerOf(pinned, { 'ui.theme': 'Night' }, ['ui.theme'])).toEqual({
      kind: 'room',
      id: 'r1',
      profileId: 'quiet-hours',
      values: { 'ui.theme': 'Night' },
      locked: ['ui.theme'],
    })
  })
})
