import type { UplinkMessage } from '@maestro/contract/devices'
import { describe, expect, it } from 'vitest'
import { type HeardMessage, hear, type Standing } from './standing.js'

const noon = new Date('2026-01-01T12:00:00Z')
const never: Standing = {
  connection: 'never',
  inCall: false,
  firmwareVersion: null,
  sessionId: null,
  connectedAt: null,
  agentVersion: null,
  reportedVersion: 0,
  reported: {},
  reportedAt: null,
  desiredVersion: 0,
  appliedVersion: 0,
  releasedVersion: 100,
  applyStatus: null,
  applyErrors: null,
  licenseIssue: null,
}

function after(standing: Standing, ...messages: UplinkMessage[]): Standing {
  return messages.reduce((known, message) => hear(known, { ...message, at: noon } as HeardMessage), standing)
}

const online = (sid: string): UplinkMessage => ({ kind: 'presence', body: { online: true, sid } })
const offline = (sid: string): UplinkMessage => ({ kind: 'presence', body: { online: false, sid } })
const report = (version: number, more: object = {}): UplinkMessage => ({
  kind: 'reported',
  body: { version, desiredVersion: 3, status: 'applied', ...more },
})

describe('presence', () => {
  it('follows the session that came last', () => {
    expect(after(never, online('a'))).toMatchObject({ connection: 'online', sessionId: 'a', connectedAt: noon })
    expect(after(never, online('a'), offline('a'))).toMatchObject({ connection: 'offline', sessionId: null })
  })

  it('ignores the late last will of a session that was taken over', () => {
    expect(after(never, online('a'), online('b'), offline('a'))).toMatchObject({ connection: 'online', sessionId: 'b' })
  })

  it('comes back in doubt with the first sign of life', () => {
    const doubted: Standing = { ...after(never, online('a')), connection: 'unknown' }
    const sample: UplinkMessage = { kind: 'telemetry', body: { at: noon.toISOString(), m: { cpu: 1 } } }
    expect(after(doubted, sample).connection).toBe('online')
    expect(after(after(doubted, offline('a')), sample).connection).toBe('offline')
  })

  it('changes nothing when it is told twice', () => {
    const standing = after(never, online('a'))
    expect(after(standing, online('a'))).toBe(standing)
  })
})

describe('a report', () => {
  it('merges its patch and tells what was applied', () => {
    const known = after(never, online('a'), report(1, { patch: { firmware: '5.9', call: { state: 'in-call' } } }))
    const next = after(known, report(2, { patch: { firmware: '5.10', call: { state: 'idle' } }, desiredVersion: 4 }))
    expect(next).toMatchObject({
      reported: { firmware: '5.10', call: { state: 'idle' } },
      firmwareVersion: '5.10',
      inCall: false,
      appliedVersion: 4,
      applyStatus: 'applied',
    })
  })

  it('that was heard before changes nothing', () => {
    const known = after(never, online('a'), report(5))
    expect(after(known, report(5, { status: 'failed' }), report(4, { status: 'failed' }))).toBe(known)
  })

  it('keeps what was applied before when it failed, with the reasons', () => {
    const errors = [{ path: '/settings/display.monitors', code: 'unsupported' }]
    const known = after(never, report(1), report(2, { desiredVersion: 4, status: 'failed', errors }))
    expect(known).toMatchObject({ desiredVersion: 4, appliedVersion: 3, applyStatus: 'failed', applyErrors: errors })
  })

  it('of what was never given out says nothing of what was', () => {
    const known = after(never, report(1))
    const errors = [{ path: '/settings/display.monitors', code: 'unsupported' }]
    const ahead = report(2, { desiredVersion: 101, status: 'applied' })
    expect(after(known, ahead)).toMatchObject({ desiredVersion: 101, appliedVersion: 3, applyStatus: null })
    const far = report(3, { desiredVersion: 50_000, status: 'failed', errors })
    expect(after(known, far)).toMatchObject({
      desiredVersion: 0,
      appliedVersion: 3,
      applyStatus: null,
      applyErrors: null,
    })
  })

  it('in full replaces what was known', () => {
    const known = after(
      never,
      report(1, { patch: { camera: { connected: true } } }),
      report(2, { full: true, patch: {} }),
    )
    expect(known.reported).toEqual({})
  })

  it('counts an unknown call state as a call', () => {
    expect(after(never, report(1, { patch: { call: { state: 'unknown' } } })).inCall).toBe(true)
  })
})

it('a hello of a device that lost its memory lets it count its reports from the start', () => {
  const known = after(never, online('a'), report(9))
  const hello: UplinkMessage = {
    kind: 'hello',
    body: { sid: 'b', desiredVersion: 0, reportedVersion: 0, fw: '5.10.0' },
  }
  const back = after(known, hello, report(1, { desiredVersion: 0 }))
  expect(back).toMatchObject({ sessionId: 'b', reportedVersion: 1, firmwareVersion: '5.10.0' })
})

it('a call starts and ends with its events', () => {
  const event = (type: string): UplinkMessage => ({ kind: 'event', body: { id: '1', at: noon.toISOString(), type } })
  expect(after(never, event('call.started')).inCall).toBe(true)
  expect(after(never, event('call.started'), event('camera.moved')).inCall).toBe(true)
  expect(after(never, event('call.started'), event('call.ended')).inCall).toBe(false)
})

describe('a hello that speaks of a newer configuration', () => {
  it('does not count the failure of an older one against it', () => {
    const failed = after(
      never,
      online('a'),
      report(1, { status: 'failed', errors: [{ path: '/settings/ui/theme', code: 'unsupported' }] }),
    )
    const hello: UplinkMessage = { kind: 'hello', body: { sid: 'b', desiredVersion: 4, reportedVersion: 2 } as never }
    expect(after(failed, { ...hello, body: { ...hello.body, desiredVersion: 3 } as never })).toMatchObject({
      applyStatus: 'failed',
    })
    expect(after(failed, hello)).toMatchObject({ desiredVersion: 4, applyStatus: null, applyErrors: null })
  })
})
