import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeRing, nextRing, type RingFacts, type TargetCounts } from './ring-verdict.js'
import type { RingThresholds } from './rings.js'

const none: TargetCounts = { planned: 0, waiting: 0, sent: 0, confirmed: 0, failed: 0, superseded: 0, cancelled: 0 }
const thresholds: RingThresholds = { successPercent: 90, failurePercent: 20, failureMinimum: 5, failureKinds: [] }
const judge = (
  counts: Partial<TargetCounts>,
  change: Partial<RingThresholds> = {},
  facts: Partial<Omit<RingFacts, 'counts'>> = {},
) =>
  judgeRing(
    { ...thresholds, ...change },
    { counts: { ...none, ...counts }, failuresByReason: {}, waitingOffline: 0, ...facts },
  )

describe('judgeRing', () => {
  it('has succeeded with nothing to do', () => {
    expect(judge({}).verdict).toBe('succeeded')
    expect(judge({ superseded: 3, cancelled: 2 })).toMatchObject({ verdict: 'succeeded', targets: 0 })
  })

  it('succeeds when enough of the reachable confirmed, and says by which numbers', () => {
    expect(judge({ sent: 11, confirmed: 89 }).verdict).toBe('open-so-far')
    expect(judge({ sent: 10, confirmed: 90, superseded: 50 })).toEqual({
      verdict: 'succeeded',
      targets: 100,
      reachable: 100,
      confirmed: 90,
      failed: 0,
      done: 90,
      outOfReach: false,
      unanswered: false,
    })
  })

  it('needs at least one that confirmed, however little is asked', () => {
    expect(judge({ planned: 10 }, { successPercent: 0 }).verdict).toBe('open-so-far')
    expect(judge({ planned: 9, confirmed: 1 }, { successPercent: 0 }).verdict).toBe('succeeded')
  })

  it('is not held up by devices that are offline beside others', () => {
    expect(judge({ waiting: 50, confirmed: 50 }).verdict).toBe('open-so-far')
    expect(judge({ waiting: 50, confirmed: 50 }, {}, { waitingOffline: 50 })).toMatchObject({
      verdict: 'succeeded',
      reachable: 50,
    })
    expect(judge({ waiting: 50, confirmed: 1 }, { successPercent: 100 }, { waitingOffline: 50 }).verdict).toBe(
      'succeeded',
    )
    expect(judge({ waiting: 50, planned: 1 }, {}, { waitingOffline: 50 })).toMatchObject({
      verdict: 'open-so-far',
      unanswered: false,
    })
  })

  it('waits while nobody answers, however little is asked: a ring that is offline altogether proves nothing', () => {
    for (const successPercent of [0, 100])
      expect(judge({ waiting: 50, superseded: 3 }, { successPercent }, { waitingOffline: 50 })).toMatchObject({
        verdict: 'open-so-far',
        reachable: 0,
        unanswered: true,
        outOfReach: false,
      })
    expect(judge({ waiting: 2, failed: 1 }, { failurePercent: null }, { waitingOffline: 2 })).toMatchObject({
      verdict: 'open-so-far',
      unanswered: false,
      outOfReach: true,
    })
  })

  it('stops when failures are more than their share of what is done, but not before enough is', () => {
    expect(judge({ planned: 96, failed: 4 }).verdict).toBe('open-so-far')
    expect(judge({ planned: 95, failed: 1, confirmed: 4 }).verdict).toBe('open-so-far')
    expect(judge({ planned: 95, failed: 2, confirmed: 3 })).toMatchObject({ verdict: 'stop', failed: 2, done: 5 })
    expect(judge({ planned: 95, failed: 1, confirmed: 4 }, { failurePercent: 0 }).verdict).toBe('stop')
    expect(judge({ failed: 100 }, { failurePercent: null }).verdict).toBe('open-so-far')
  })

  it('counts only the kinds of failure asked for', () => {
    const change = { failureKinds: ['refused-by-device', 'refused-by-device'] as const }
    const failuresByReason = { 'no-answer': 8, 'refused-by-device': 1 }
    expect(judge({ failed: 9, planned: 91 }, change, { failuresByReason })).toMatchObject({
      verdict: 'open-so-far',
      failed: 1,
    })
    expect(
      judge({ failed: 9, planned: 91 }, change, { failuresByReason: { 'no-answer': 7, 'refused-by-device': 2 } })
        .verdict,
    ).toBe('stop')
  })

  it('lets failure go before success', () => {
    expect(judge({ failed: 1, confirmed: 9 }, { failurePercent: 9 }).verdict).toBe('stop')
  })

  it('says when success can no longer come by itself', () => {
    const calm = { failurePercent: null }
    expect(judge({ failed: 2, confirmed: 8 }, calm)).toMatchObject({ verdict: 'open-so-far', outOfReach: true })
    expect(judge({ failed: 2, confirmed: 8, waiting: 3 }, calm, { waitingOffline: 3 }).outOfReach).toBe(true)
    expect(judge({ failed: 2, confirmed: 7, sent: 1 }, calm).outOfReach).toBe(false)
  })

  it('never stops without a failure and never succeeds past a tripped threshold', () => {
    const nat = fc.nat({ max: 50 })
    const counts = fc.record({
      planned: nat,
      waiting: nat,
      sent: nat,
      confirmed: nat,
      failed: nat,
      superseded: nat,
      cancelled: nat,
    })
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 100 }), (states, failurePercent) => {
        const { verdict, done, targets } = judge(states, { failurePercent }, { waitingOffline: states.waiting })
        if (verdict === 'succeeded' && targets > 0) expect(states.confirmed).toBeGreaterThan(0)
        if (states.failed === 0) expect(verdict).not.toBe('stop')
        if (done >= 5 && states.failed * 100 > failurePercent * done && states.failed > 0) expect(verdict).toBe('stop')
      }),
    )
  })
})

describe('nextRing', () => {
  const rings = [{ waitMinutes: 30 }, { waitMinutes: null }, { waitMinutes: 0 }]
  const now = new Date('2026-11-22T12:00:00Z')
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

  it('waits for success and then for as long as the ring says', () => {
    expect(nextRing(rings, { position: 0, succeededAt: null, targets: 5 }, now)).toEqual({
      kind: 'not-yet',
      position: 1,
    })
    expect(nextRing(rings, { position: 0, succeededAt: minutesAgo(29), targets: 5 }, now)).toEqual({
      kind: 'wait',
      position: 1,
      until: minutesAgo(-1),
    })
    expect(nextRing(rings, { position: 0, succeededAt: minutesAgo(30), targets: 5 }, now)).toEqual({
      kind: 'open',
      position: 1,
    })
  })

  it('waits for a person where it must', () => {
    expect(nextRing(rings, { position: 1, succeededAt: minutesAgo(999), targets: 5 }, now)).toEqual({
      kind: 'by-hand',
      position: 2,
    })
  })

  it('does not wait after a ring without devices', () => {
    expect(nextRing(rings, { position: 1, succeededAt: now, targets: 0 }, now)).toEqual({ kind: 'open', position: 2 })
  })

  it('ends with the last', () => {
    expect(nextRing(rings, { position: 2, succeededAt: now, targets: 5 }, now)).toEqual({ kind: 'none' })
  })
})
