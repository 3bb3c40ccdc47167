import { describe, expect, it } from 'vitest'
import { CALL_STATES, CONNECTION_STATES } from '../devices/device-state.js'
import { answerDueAt, DEFAULT_ATTEMPT_POLICY, isAnswerOverdue, nextAttempt } from './attempts.js'
import { type PreviewFacts, previewRow } from './preview.js'
import { waitingReason } from './readiness.js'
import { reasonFits, TARGET_REASONS } from './target-reason.js'
import { canTransition, isSettled, OPEN_STATES, statesBefore, TARGET_STATES } from './target-state.js'

describe('target states', () => {
  it('change only as written here', () => {
    const allowed = TARGET_STATES.flatMap((from) =>
      TARGET_STATES.filter((to) => canTransition(from, to)).map((to) => `${from} → ${to}`),
    )
    expect(allowed).toEqual([
      'planned → waiting',
      'planned → sent',
      'planned → confirmed',
      'planned → failed',
      'planned → superseded',
      'planned → cancelled',
      'waiting → sent',
      'waiting → confirmed',
      'waiting → failed',
      'waiting → superseded',
      'waiting → cancelled',
      'sent → waiting',
      'sent → confirmed',
      'sent → failed',
      'sent → superseded',
      'sent → cancelled',
      'failed → planned',
      'failed → confirmed',
    ])
  })

  it('end everywhere but in open states, and can end from each of those', () => {
    expect(OPEN_STATES).toEqual(['planned', 'waiting', 'sent'])
    for (const state of OPEN_STATES) {
      expect(TARGET_STATES.filter((to) => isSettled(to) && canTransition(state, to))).toHaveLength(4)
    }
  })

  it('know where an atomic claim may start from', () => {
    expect(statesBefore('sent')).toEqual(['planned', 'waiting'])
    expect(statesBefore('confirmed')).toEqual(['planned', 'waiting', 'sent', 'failed'])
  })

  it('carry a reason of their own, or none where none is needed', () => {
    expect(reasonFits('waiting', 'offline')).toBe(true)
    expect(reasonFits('waiting', null)).toBe(false)
    expect(reasonFits('failed', 'offline')).toBe(false)
    expect(reasonFits('confirmed', null)).toBe(true)
    for (const reason of TARGET_REASONS) expect(reasonFits('confirmed', reason)).toBe(false)
  })
})

describe('attempts', () => {
  const policy = { ...DEFAULT_ATTEMPT_POLICY, maximumAttempts: 5, backoffSeconds: 5, maximumBackoffSeconds: 15 }

  it('pause longer each time, up to a limit, and then give up', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((attempts) => nextAttempt(attempts, policy))).toEqual([
      { kind: 'retry', afterSeconds: 0, attempt: 1 },
      { kind: 'retry', afterSeconds: 5, attempt: 2 },
      { kind: 'retry', afterSeconds: 10, attempt: 3 },
      { kind: 'retry', afterSeconds: 15, attempt: 4 },
      { kind: 'retry', afterSeconds: 15, attempt: 5 },
      { kind: 'give-up', attempts: 5 },
      { kind: 'give-up', attempts: 6 },
    ])
  })

  it('are overdue from the second their time is up', () => {
    const sentAt = new Date('2026-11-22T12:00:00Z')
    const due = answerDueAt(sentAt)
    expect(due.getTime() - sentAt.getTime()).toBe(30_000)
    expect(isAnswerOverdue(sentAt, new Date(due.getTime() - 1))).toBe(false)
    expect(isAnswerOverdue(sentAt, due)).toBe(true)
  })
})

describe('waitingReason', () => {
  it('sends only to a device that is online and not in a call, or that nobody can call', () => {
    const free = CONNECTION_STATES.flatMap((connection) =>
      CALL_STATES.filter((call) => waitingReason({ connection, call, forced: false }) === null).map((call) => [
        connection,
        call,
      ]),
    )
    expect(free).toEqual([
      ['online', 'idle'],
      ['online', 'cannot-call'],
    ])
  })

  it('can be forced through a call but not to a device that is offline', () => {
    expect(waitingReason({ connection: 'online', call: 'in-call', forced: true })).toBeNull()
    expect(waitingReason({ connection: 'offline', call: 'idle', forced: true })).toBe('offline')
  })

  it('takes an unknown call state for a call', () => {
    expect(waitingReason({ connection: 'online', call: 'unknown', forced: false })).toBe('call-state-unknown')
  })
})

describe('previewRow', () => {
  const facts: PreviewFacts = {
    deviceId: 'd1',
    modelKey: 'gtm-5140',
    features: [],
    connection: 'online',
    call: 'idle',
    values: { 'network.mtu': 1500, 'ui.theme': 'Auto' },
    changes: { 'network.mtu': 1400, 'ui.theme': 'Auto' },
  }

  it('shows what changes, before and after, and that the device restarts', () => {
    expect(previewRow(facts)).toMatchObject({
      changes: [{ key: 'network.mtu', before: 1500, after: 1400 }],
      restart: true,
      inCall: false,
      offline: false,
      sendable: true,
    })
  })

  it('leaves out a device that lacks the licence, and names the feature', () => {
    const changes = { 'display.monitors': 'Dual' }
    expect(previewRow({ ...facts, changes })).toMatchObject({ featuresMissing: ['dual-screen'], sendable: false })
    expect(previewRow({ ...facts, changes, features: ['dual-screen'] })).toMatchObject({ sendable: true, errors: [] })
  })

  it('says that a device waits, and still counts it in', () => {
    expect(previewRow({ ...facts, call: 'in-call' })).toMatchObject({ inCall: true, waits: 'in-call', sendable: true })
    expect(previewRow({ ...facts, connection: 'offline' })).toMatchObject({ offline: true, inCall: false })
  })

  it('refuses a static assignment without an address', () => {
    const row = previewRow({ ...facts, changes: { 'network.ipv4.assignment': 'Static' } })
    expect(row.sendable).toBe(false)
    expect(row.errors.map((error) => error.key)).toContain('network.ipv4.address')
  })

  it('has nothing to send where nothing changes', () => {
    expect(previewRow({ ...facts, changes: { 'ui.theme': 'Auto' } })).toMatchObject({ changes: [], sendable: false })
  })
})
