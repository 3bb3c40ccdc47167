import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accessRules,
  claimCode,
  desired,
  downlinkTopic,
  enrolmentText,
  parseUplink,
  parseUplinkTopic,
  uplinkKinds,
  uplinkTopic,
} from './index.js'

const address = { tenant: '0198c0de-0000-7000-8000-000000000001', device: '0198c0de-0000-7000-8000-0000000000aa' }
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

describe('topics', () => {
  it('reads back every uplink topic it builds', () => {
    for (const kind of uplinkKinds) expect(parseUplinkTopic(uplinkTopic(address, kind))).toEqual({ ...address, kind })
  })

  it.each([
    downlinkTopic(address, 'desired'),
    `v1/${address.tenant}/+/up/presence`,
    `v1/${address.tenant}/${address.device}/up/presence/more`,
    `v1/${address.tenant}/${address.device}/up/unheard`,
    `v2/${address.tenant}/${address.device}/up/presence`,
  ])('does not take %s for an uplink topic', (topic) => expect(parseUplinkTopic(topic)).toBeUndefined())

  it('lets a device write only below its own topics and read only its own two', () => {
    expect(accessRules(address).map((rule) => `${rule.permission} ${rule.action} ${rule.topic}`)).toEqual([
      `allow publish v1/${address.tenant}/${address.device}/up/#`,
      `allow subscribe eq v1/${address.tenant}/${address.device}/down/desired`,
      `allow subscribe eq v1/${address.tenant}/${address.device}/down/cmd`,
      'deny all #',
    ])
  })
})

describe('uplink payloads', () => {
  it('takes what the protocol shows', () => {
    const examples = {
      presence: { online: true, sid: '01J9Z3', at: '2026-01-01T00:00:00Z' },
      hello: { sid: '01J9Z3', agent: '1.4.0', fw: '5.10.0', desiredVersion: 17, reportedVersion: 88 },
      reported: {
        version: 89,
        desiredVersion: 18,
        status: 'partial',
        patch: { call: null, settings: { audio: { volume: 50 } } },
        errors: [{ path: '/settings/audio/mic', code: 'unsupported', msg: 'No microphone.' }],
      },
      telemetry: [{ at: '2026-01-01T00:00:00Z', seq: 1, m: { cpu: 12.5, peopleCount: 4 } }],
      event: { id: '01J9Z3', at: '2026-01-01T00:00:00+02:00', type: 'call.ended', data: {} },
      cmd: { id: '01J9Z3', status: 'running', progress: 40 },
    }
    for (const kind of uplinkKinds) expect(parseUplink(kind, bytes(examples[kind]))).toMatchObject({ ok: true })
  })

  it.each([
    ['text that is not JSON', 'presence', 'online'],
    ['a number too large to count with', 'hello', { sid: 'a', desiredVersion: 1e300, reportedVersion: 0 }],
    ['a NUL character', 'reported', { version: 1, desiredVersion: 0, status: 'applied', patch: { firmware: 'a\0' } }],
    [
      'half a surrogate pair',
      'reported',
      '{"version":1,"desiredVersion":0,"status":"applied","patch":{"a":"\\ud800"}}',
    ],
    ['a NUL character in the name of a measure', 'telemetry', { at: '2026-01-01T00:00:00Z', m: { 'cpu\0': 1 } }],
    [
      'half a surrogate pair in a member that nobody knows',
      'reported',
      '{"version":1,"desiredVersion":0,"status":"failed","errors":[{"path":"/a","code":"b","more":["\\ud800"]}]}',
    ],
    ['51 samples', 'telemetry', Array.from({ length: 51 }, () => ({ at: '2026-01-01T00:00:00Z', m: {} }))],
    ['more than 128 KB', 'event', { id: 'x'.repeat(140_000) }],
  ] as const)('refuses %s', (_, kind, payload) =>
    expect(parseUplink(kind, bytes(payload))).toMatchObject({ ok: false }),
  )

  it('refuses nesting that would exhaust a stack', () => {
    const deep = `{"version":1,"desiredVersion":0,"status":"applied","patch":{"a":${'['.repeat(60_000)}${']'.repeat(60_000)}}}`
    expect(parseUplink('reported', bytes(deep))).toMatchObject({ ok: false })
  })

  it('drops a prototype on the way', () => {
    const payload = '{"version":1,"desiredVersion":0,"status":"applied","patch":{"__proto__":{"a":1},"b":2}}'
    expect(parseUplink('reported', bytes(payload))).toMatchObject({ message: { body: { patch: { b: 2 } } } })
    expect(JSON.stringify(parseUplink('reported', bytes(payload)))).not.toContain('__proto__')
  })

  it('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.constantFrom(...uplinkKinds), fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (kind, payload) => {
        expect(typeof parseUplink(kind, payload).ok).toBe('boolean')
      }),
    )
  })
})

it('takes a full configuration and a patch on a base, and nothing in between', () => {
  expect(
    desired.safeParse({ version: 18, full: true, state: { settings: { display: { monitors: 'Dual' } } } }).success,
  ).toBe(true)
  expect(desired.safeParse({ version: 19, base: 18, patch: { settings: { a: null } } }).success).toBe(true)
  expect(desired.safeParse({ version: 19, state: {} }).success).toBe(false)
})

it('takes a claim code as people type it', () => {
  expect(claimCode.safeParse('abcde-1o2il').success).toBe(true)
  expect(claimCode.safeParse('ABCDE1021').success).toBe(false)
  expect(claimCode.safeParse('ABCDE1021U').success).toBe(false)
})

it('signs seven lines for an enrolment', () => {
  const publicKey = { kty: 'EC', crv: 'P-256', x: 'xx', y: 'yy' } as const
  const request = { claimCode: 'C', model: 'gtm-5140', serial: 'S 1', nonce: 'n', publicKey }
  expect(enrolmentText(request)).toBe('maestro-enrol-v1\nC\ngtm-5140\nS 1\nn\nxx\nyy')
})
