import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ProgressFacts, progressOf } from './progress.js'

const now = new Date('2026-11-22T12:00:00Z')
const facts: ProgressFacts = {
  total: 1000,
  counts: { planned: 500, waiting: 100, sent: 0, confirmed: 350, failed: 20, superseded: 20, cancelled: 10 },
  startedAt: new Date(now.getTime() - 600_000),
  now,
  settledRecently: { count: 100, seconds: 60 },
}

describe('progressOf', () => {
  it('tells the pace of late and the time left at it', () => {
    expect(progressOf(facts)).toEqual({ settled: 400, open: 600, ratePerMinute: 100, secondsLeft: 360 })
  })

  it('leaves those that nobody can reach out of the time left', () => {
    expect(progressOf({ ...facts, unreachable: 100 }).secondsLeft).toBe(300)
    expect(progressOf({ ...facts, unreachable: 600 })).toMatchObject({ open: 600, secondsLeft: null })
  })

  it('has no idea while nothing settles, and needs none when all is done', () => {
    const settledRecently = { count: 0, seconds: 60 }
    expect(progressOf({ ...facts, settledRecently }).secondsLeft).toBeNull()
    expect(progressOf({ ...facts, startedAt: null }).secondsLeft).toBeNull()
    expect(progressOf({ ...facts, total: 400, settledRecently }).secondsLeft).toBe(0)
  })

  it('measures a young deployment by its own time', () => {
    const startedAt = new Date(now.getTime() - 10_000)
    expect(progressOf({ ...facts, startedAt }).ratePerMinute).toBe(600)
  })

  it('answers with numbers whatever it is asked', () => {
    const nat = fc.nat({ max: 100_000 })
    fc.assert(
      fc.property(
        nat,
        nat,
        nat,
        nat,
        fc.date({ noInvalidDate: true }),
        (total, confirmed, count, seconds, startedAt) => {
          const counts = { ...facts.counts, confirmed }
          const progress = progressOf({ total, counts, startedAt, now, settledRecently: { count, seconds } })
          for (const number of [progress.settled, progress.open, progress.ratePerMinute, progress.secondsLeft ?? 0]) {
            expect(Number.isFinite(number) && number >= 0).toBe(true)
          }
        },
      ),
    )
  })
})
