import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInWindow, nextInWindow } from './maintenance-window.js'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const next = (window: Parameters<typeof nextInWindow>[0], zone: string, at: string) =>
  nextInWindow(window, zone, new Date(at)).toISOString()

describe('a window', () => {
  it('opens in the time of the room', () => {
    const window = { days: everyDay, from: '22:00', to: '23:00' }
    expect(next(window, 'Europe/Berlin', '2026-11-23T12:00:00Z')).toBe('2026-11-23T21:00:00.000Z')
    expect(next(window, 'America/New_York', '2026-11-23T12:00:00Z')).toBe('2026-11-24T03:00:00.000Z')
    expect(next(window, 'Asia/Kolkata', '2026-11-23T12:00:00Z')).toBe('2026-11-23T16:30:00.000Z')
  })

  it('is open from its first minute and closed from its last', () => {
    const window = { days: everyDay, from: '22:00', to: '23:00' }
    const open = (at: string) => isInWindow(window, 'UTC', new Date(at))
    expect([
      open('2026-11-23T21:59:59.999Z'),
      open('2026-11-23T22:00:00Z'),
      open('2026-11-23T22:59:59.999Z'),
      open('2026-11-23T23:00:00Z'),
    ]).toEqual([false, true, true, false])
  })

  it('that ends before it begins goes over midnight, and belongs to the day it began on', () => {
    const sunday = { days: [7], from: '22:00', to: '05:00' }
    expect(isInWindow(sunday, 'UTC', new Date('2026-11-22T23:30:00Z'))).toBe(true)
    expect(isInWindow(sunday, 'UTC', new Date('2026-11-23T04:59:00Z'))).toBe(true)
    expect(next(sunday, 'UTC', '2026-11-23T05:00:00Z')).toBe('2026-11-29T22:00:00.000Z')
    expect(isInWindow(sunday, 'UTC', new Date('2026-11-22T03:00:00Z'))).toBe(false)
  })

  it('of the same beginning and end is a whole day', () => {
    const tuesday = { days: [2], from: '06:00', to: '06:00' }
    expect(isInWindow(tuesday, 'UTC', new Date('2026-11-25T05:59:00Z'))).toBe(true)
    expect(isInWindow(tuesday, 'UTC', new Date('2026-11-25T06:00:00Z'))).toBe(false)
  })

  it('follows the clock when summer time begins and ends', () => {
    const window = { days: everyDay, from: '03:30', to: '05:00' }
    expect(next(window, 'Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z')
    expect(next(window, 'Europe/Berlin', '2026-10-24T12:00:00Z')).toBe('2026-10-25T02:30:00.000Z')
  })

  it('that begins in the hour that is skipped begins after the jump, and is shorter by it', () => {
    const window = { days: everyDay, from: '02:30', to: '04:00' }
    expect(next(window, 'Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z')
    expect(isInWindow(window, 'Europe/Berlin', new Date('2026-03-29T01:59:00Z'))).toBe(true)
    expect(isInWindow(window, 'Europe/Berlin', new Date('2026-03-29T02:00:00Z'))).toBe(false)
  })

  it('that lies in the hour that is skipped altogether does not open on that day', () => {
    const window = { days: everyDay, from: '02:10', to: '02:10' }
    expect(isInWindow(window, 'Europe/Berlin', new Date('2026-03-29T12:00:00Z'))).toBe(true)
    const short = { days: [7], from: '02:59', to: '03:01' }
    expect(next(short, 'Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-04-05T00:59:00.000Z')
  })

  it('that begins in the hour that comes twice begins the first time and lasts through both', () => {
    const window = { days: everyDay, from: '02:30', to: '04:00' }
    expect(next(window, 'Europe/Berlin', '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z')
    expect(isInWindow(window, 'Europe/Berlin', new Date('2026-10-25T02:59:00Z'))).toBe(true)
    expect(isInWindow(window, 'Europe/Berlin', new Date('2026-10-25T03:00:00Z'))).toBe(false)
  })
  it('of one day a week that is skipped altogether opens a week later, asked from any day before it', () => {
    const sunday = { days: [7], from: '02:00', to: '03:00' }
    for (const asked of ['2027-03-21T12:00Z', '2027-03-22T12:00Z', '2027-03-28T00:59Z', '2027-03-29T12:00Z'])
      expect(next(sunday, 'Europe/Berlin', asked)).toBe('2027-04-04T00:00:00.000Z')
  })

  it('always opens: now or within two weeks, and is open at that moment', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Pacific/Apia',
      'UTC',
    ]
    const quarter = fc.nat({ max: 95 }).map((n) => `${two(Math.floor(n / 4))}:${two((n % 4) * 15)}`)
    const window = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      from: quarter,
      to: quarter,
    })
    // The hours around the jumps of the clock, where it matters, and any other.
    const jumps = [
      '2027-03-28T01:00Z',
      '2027-03-14T07:00Z',
      '2027-10-02T15:30Z',
      '2027-10-31T01:00Z',
      '2027-11-07T06:00Z',
    ]
    const nearJump = fc
      .tuple(fc.constantFrom(...jumps), fc.integer({ min: -16 * 96, max: 96 }))
      .map(([jump, quarters]) => new Date(Date.parse(jump) + quarters * 900_000))
    const anyTime = fc.date({ min: new Date('2025-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(window, fc.constantFrom(...zones), fc.oneof(nearJump, anyTime), (wanted, zone, at) => {
        const opens = nextInWindow(wanted, zone, at)
        expect(opens.getTime()).toBeGreaterThanOrEqual(at.getTime())
        expect(opens.getTime() - at.getTime()).toBeLessThan(15 * 86_400_000)
        expect(isInWindow(wanted, zone, opens)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

function two(n: number): string {
  return String(n).padStart(2, '0')
}
