import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concreteSettingsOf } from '../catalogue/settings-of-model.js'
import { isWithinDepth, type Json, type JsonObject } from '../json.js'
import { canonicalize } from './canonical.js'
import { applyChanges, diffConfiguration } from './difference.js'
import { fromDocument, toDocument } from './document.js'
import { applyMergePatch, mergePatch } from './merge-patch.js'

const keys = concreteSettingsOf('gtm-5250').map((setting) => setting.concreteKey)
const value = fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.array(fc.string(), { maxLength: 3 }))
const values = fc.dictionary(fc.constantFrom(...keys), value)
const change = fc.dictionary(fc.constantFrom(...keys), fc.option(value))
const json = fc.jsonValue() as fc.Arbitrary<Json>
const withoutNulls = fc.letrec<{ node: Json; object: JsonObject }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, fc.integer(), fc.string(), fc.array(fc.integer()), tie('object')),
  object: fc.dictionary(fc.string({ maxLength: 2 }), tie('node'), { maxKeys: 4 }),
})).object

describe('documents', () => {
  it('nest at dots and at indexes', () => {
    const document = toDocument({
      'display.monitors': 'Dual',
      'display[1].role': 'First',
      'display[2].role': 'Second',
      'network.dns.servers[1]': '10.0.0.53',
      'time.officeHours.workdays': ['Mon', 'Tue'],
    })
    expect(document).toEqual({
      display: { monitors: 'Dual', 1: { role: 'First' }, 2: { role: 'Second' } },
      network: { dns: { servers: { 1: '10.0.0.53' } } },
      time: { officeHours: { workdays: ['Mon', 'Tue'] } },
    })
  })

  it('come back as the values they were made from', () => {
    fc.assert(
      fc.property(values, (flat) => {
        expect(fromDocument(toDocument(flat))).toEqual(flat)
      }),
    )
  })

  it('lose what is no value when they come from a device', () => {
    expect(fromDocument({ a: null, b: [1], c: { d: true }, e: {} })).toEqual({ 'c.d': true })
  })

  it('do not let a name reach the prototype', () => {
    const flat = fromDocument(JSON.parse('{"__proto__":{"polluted":true}}'))
    expect(flat).toEqual({ '__proto__.polluted': true })
    expect(applyMergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'))).not.toHaveProperty('polluted')
    expect(diffConfiguration({}, JSON.parse('{"constructor":"x"}'))).toMatchObject([{ before: null, after: 'x' }])
  })

  it('can be refused for their depth before anything walks through them', () => {
    const deep = Array.from({ length: 50_000 }).reduce<Json>((inner) => ({ inner }), 1)
    expect(isWithinDepth(deep, 16)).toBe(false)
    expect(isWithinDepth({ a: { b: [1] } }, 3)).toBe(true)
    expect(isWithinDepth({ a: { b: [1] } }, 2)).toBe(false)
  })
})

describe('merge patches', () => {
  it.each<[Json, Json, Json]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of RFC 7396, appendix A: %j with %j is %j', (target, patch, result) => {
    expect(applyMergePatch(target, patch)).toEqual(result)
  })

  it('turn any document into any other', () => {
    fc.assert(
      fc.property(withoutNulls, withoutNulls, (before, after) => {
        expect(canonicalize(applyMergePatch(before, mergePatch(before, after)))).toBe(canonicalize(after))
      }),
    )
  })

  it('are empty between equal documents', () => {
    fc.assert(
      fc.property(withoutNulls, (document) => {
        expect(mergePatch(document, document)).toEqual({})
      }),
    )
  })

  it('remove one index and leave its neighbour alone', () => {
    const before = toDocument({ 'display[1].role': 'First', 'display[2].role': 'Second' })
    expect(mergePatch(before, toDocument({ 'display[1].role': 'First' }))).toEqual({ display: { 2: null } })
  })
})

describe('canonicalize', () => {
  it('writes the example of RFC 8785 byte for byte', () => {
    const input =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}'
    expect(canonicalize(JSON.parse(input))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts names by UTF-16 code units', () => {
    expect(canonicalize({ '\ufb33': 1, '\u{1f600}': 2, '\u20ac': 3, 1: 4 })).toBe('{"1":4,"€":3,"😀":2,"\ufb33":1}')
  })

  it('does not depend on the order of members and loses nothing', () => {
    fc.assert(
      fc.property(json, (document) => {
        const text = canonicalize(document)
        expect(canonicalize(reversed(document))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)))
      }),
    )
  })

  it('refuses what JSON cannot say', () => {
    expect(() => canonicalize(Number.NaN)).toThrow(RangeError)
  })
})

describe('differences', () => {
  it('say what was before, what is after and whether it restarts', () => {
    expect(diffConfiguration({ 'network.mtu': 1500, 'ui.theme': 'Auto' }, { 'network.mtu': 1400 })).toEqual([
      { key: 'network.mtu', before: 1500, after: 1400, restart: true },
      { key: 'ui.theme', before: 'Auto', after: null, restart: false },
    ])
  })

  it('do not count the order within a set', () => {
    expect(diffConfiguration({ days: ['Mon', 'Tue'] }, { days: ['Tue', 'Mon'] })).toEqual([])
  })

  it('name every key that changed and no other', () => {
    fc.assert(
      fc.property(values, change, (before, changes) => {
        const after = applyChanges(before, changes)
        const undone = Object.fromEntries(diffConfiguration(before, after).map(({ key, before }) => [key, before]))
        expect(diffConfiguration(before, applyChanges(after, undone))).toEqual([])
      }),
    )
  })
})

function reversed(document: Json): Json {
  if (typeof document !== 'object' || document === null) return document
  if (Array.isArray(document)) return document.map((member: Json) => reversed(member))
  return Object.fromEntries(
    Object.entries(document)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  )
}
