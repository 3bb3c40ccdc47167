import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  entitlementOf,
  judgeLicense,
  LICENSE_CLOCK_TOLERANCE_SECONDS,
  type LicensePayload,
  leastTime,
  licenseEndsAt,
  nextIssue,
  sameEntitlement,
  type UnitInUse,
  usableFeatures,
} from './license-file.js'

const now = new Date('2026-11-23T12:00:00Z')
const nowSeconds = now.getTime() / 1000
const day = 86_400
const inDays = (days: number) => new Date(now.getTime() + days * day * 1000)

const payload: LicensePayload = {
  iss: 'https://maestro.example',
  sub: '0190a0d2-0000-7000-8000-000000000001',
  serial: 'SL-1',
  issue: 3,
  iat: nowSeconds,
  features: [{ key: 'api', from: null, until: null }],
}
const unit = (more: Partial<UnitInUse> = {}): UnitInUse => ({
  feature: 'api',
  from: null,
  to: null,
  graceDays: 14,
  ...more,
})

const anyUnit: fc.Arbitrary<UnitInUse> = fc.record({
  feature: fc.constantFrom('api', 'dual-screen', 'hdmi-inputs'),
  from: fc.option(fc.integer({ min: -100, max: 10 }).map(inDays)),
  to: fc.option(fc.integer({ min: -50, max: 100 }).map(inDays)),
  graceDays: fc.integer({ min: 0, max: 30 }),
})
const anyPayload = fc
  .record({ issue: fc.integer({ min: 1, max: 1000 }), units: fc.array(anyUnit) })
  .map(({ issue, units }): LicensePayload => ({ ...payload, issue, features: entitlementOf(units, now) }))

describe('what a device may use', () => {
  it('lasts through the grace of its pool, and for ever without an end', () => {
    expect(entitlementOf([unit({ to: inDays(10) }), unit({ feature: 'dual-screen', from: inDays(-1) })], now)).toEqual([
      { key: 'api', from: null, until: nowSeconds + 24 * day },
      { key: 'dual-screen', from: nowSeconds - day, until: null },
    ])
  })

  it('is what has ended and is not dropped yet, as long as devices tolerate, and nothing of what is over', () => {
    const tolerated = LICENSE_CLOCK_TOLERANCE_SECONDS / day
    expect(entitlementOf([unit({ to: inDays(-13) })], now)).toHaveLength(1)
    expect(entitlementOf([unit({ to: inDays(-14) })], now)).toEqual([{ key: 'api', from: null, until: nowSeconds }])
    expect(entitlementOf([unit({ to: inDays(-14 - tolerated) })], now)).toEqual([])
  })

  it('is the longest of several units of one feature', () => {
    const units = [unit({ to: inDays(1) }), unit({ from: inDays(-3) }), unit({ to: inDays(9) })]
    expect(entitlementOf(units, now)).toEqual([{ key: 'api', from: null, until: null }])
  })

  it('does not depend on the order of units', () => {
    fc.assert(
      fc.property(fc.array(anyUnit), (units) => {
        expect(sameEntitlement(entitlementOf(units, now), entitlementOf(units.toReversed(), now))).toBe(true)
      }),
    )
  })

  it('is another as soon as one moment of it is', () => {
    const before = entitlementOf([unit({ to: inDays(1) })], now)
    expect(sameEntitlement(before, entitlementOf([unit({ to: inDays(1), graceDays: 15 })], now))).toBe(false)
    expect(sameEntitlement(before, [])).toBe(false)
  })

  it('ends with its last feature, and not at all when one has no end', () => {
    expect(licenseEndsAt(entitlementOf([unit({ to: inDays(1), graceDays: 0 })], now))).toEqual(inDays(1))
    expect(licenseEndsAt([...payload.features, { key: 'x', from: null, until: 1 }])).toBeNull()
    expect(licenseEndsAt([])).toBeNull()
  })
})

describe('the number of a file', () => {
  it('never goes back, whatever was issued and whatever a device says it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 1_000_000 }))), (reports) => {
        let newest: number | null = null
        for (const reported of reports) {
          const next: number = nextIssue(newest, reported)
          expect(next).toBeGreaterThan(newest ?? 0)
          expect(next).toBeGreaterThan(reported ?? 0)
          newest = next
        }
      }),
    )
  })

  it('rises over all organizations that a device is in, one after the other', () => {
    const stay = fc.record({ files: fc.nat({ max: 5 }), reported: fc.option(fc.integer({ min: 1, max: 1000 })) })
    fc.assert(
      fc.property(fc.array(stay), (stays) => {
        let floor = 0
        let highest = 0
        for (const { files, reported } of stays) {
          let newest: number | null = null
          for (let file = 0; file < files; file += 1) {
            const next: number = nextIssue(newest, reported, floor)
            expect(next).toBeGreaterThan(highest)
            newest = highest = next
          }
          floor = nextIssue(newest, reported, floor) - 1
          expect(floor).toBeGreaterThanOrEqual(highest)
        }
      }),
    )
  })
})

describe('a file', () => {
  it('is never valid for another serial, nor for another device', () => {
    fc.assert(
      fc.property(
        anyPayload,
        fc.string(),
        fc.uuid(),
        fc.date({ noInvalidDate: true }),
        (file, serial, deviceId, at) => {
          fc.pre(serial !== file.serial && deviceId !== file.sub)
          expect(judgeLicense(file, { serial, at })).toBe('foreign')
          expect(judgeLicense(file, { serial: file.serial, deviceId, at })).toBe('foreign')
        },
      ),
    )
  })

  it('never takes the place of one with a higher number', () => {
    fc.assert(
      fc.property(anyPayload, fc.integer({ min: 1, max: 1000 }), (file, above) => {
        expect(judgeLicense(file, { serial: file.serial, heldIssue: file.issue + above, at: now })).toBe('superseded')
        const alone = judgeLicense(file, { serial: file.serial, at: now })
        expect(judgeLicense(file, { serial: file.serial, heldIssue: file.issue, at: now })).toBe(alone)
      }),
    )
  })

  it('is over when all of its features are, and not before', () => {
    const features = [
      { key: 'api', from: null, until: nowSeconds + 10 },
      { key: 'dual-screen', from: null, until: nowSeconds + 20 },
    ]
    const at = (seconds: number) =>
      judgeLicense({ ...payload, features }, { at: new Date((nowSeconds + seconds) * 1000) })
    expect([at(9), at(10), at(19), at(20)]).toEqual(['valid', 'valid', 'valid', 'expired'])
  })

  it('that takes everything away is valid', () => {
    expect(judgeLicense({ ...payload, features: [] }, { at: now })).toBe('valid')
  })

  it('has not begun before its first feature, nor before it was signed', () => {
    const features = [{ key: 'api', from: nowSeconds + 60, until: null }]
    expect(judgeLicense({ ...payload, features }, { at: now })).toBe('not-yet-valid')
    expect(judgeLicense(payload, { at: inDays(-1) })).toBe('not-yet-valid')
  })

  it('is judged with some patience for a clock', () => {
    const features = [{ key: 'api', from: null, until: nowSeconds - 3600 }]
    expect(judgeLicense({ ...payload, features }, { at: now })).toBe('expired')
    expect(judgeLicense({ ...payload, features }, { at: now, toleranceSeconds: 4 * 3600 })).toBe('valid')
    expect(usableFeatures({ features }, { at: now, toleranceSeconds: 4 * 3600 })).toEqual(['api'])
  })

  it('tells a clock that is behind the least time that it can be', () => {
    expect(leastTime(new Date(0), payload)).toEqual(now)
    expect(leastTime(inDays(1), payload)).toEqual(inDays(1))
    expect(judgeLicense(payload, { at: leastTime(new Date(0), payload) })).toBe('valid')
  })
})
