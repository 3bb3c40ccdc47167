import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEVICE_MODELS } from '../catalogue/device-models.js'
import { ACTIVATION_REFUSALS, type ActivationRefusal, type ActivationRequest, decideActivation } from './activation.js'
import { formatLicenseKey } from './license-key.js'
import { type LicensePool, poolPosition, poolState } from './license-pool.js'

const now = new Date('2026-11-22T12:00:00Z')
const day = (days: number) => new Date(now.getTime() + days * 86_400_000)
const [gtm5140] = DEVICE_MODELS.filter((model) => model.key === 'gtm-5140')
const [phone] = DEVICE_MODELS.filter((model) => model.key === 'phone-2105')
const typedKey = formatLicenseKey(new Uint8Array(12))

const pool: LicensePool = {
  feature: 'dual-screen',
  units: 4,
  used: 1,
  overUse: 'stop',
  from: null,
  to: null,
  graceDays: 14,
  revokedAt: null,
}

function request(change: Partial<ActivationRequest> = {}): ActivationRequest {
  if (gtm5140 === undefined) throw new Error('the catalogue lost the GTm 5140')
  return { typedKey, pool, model: gtm5140, alreadyActive: false, now, ...change }
}

/** A request with exactly these things wrong with it. */
function requestWith(wrong: readonly ActivationRefusal[]): ActivationRequest {
  const is = (refusal: ActivationRefusal) => wrong.includes(refusal)
  const spoiled: LicensePool = {
    ...pool,
    revokedAt: is('license.revoked') ? day(-1) : null,
    suspendedAt: is('license.suspended') ? day(-1) : null,
    from: is('license.not-yet-valid') ? day(1) : null,
    to: is('license.expired') ? day(-1) : null,
    used: is('license.no-units-left') ? 4 : 3,
  }
  const good = request()
  return {
    ...good,
    typedKey: is('license-key.mistyped') ? 'XXXXX-XXXXX' : typedKey,
    pool: is('license-key.unknown') ? null : spoiled,
    model: is('license.model-cannot') ? (phone ?? good.model) : good.model,
  }
}

describe('decideActivation', () => {
  it('takes a unit when nothing speaks against it', () => {
    expect(decideActivation(request())).toEqual({ ok: true, outcome: 'activate', overUse: false })
    expect(decideActivation(request({ typedKey: null }))).toMatchObject({ ok: true })
  })

  it('answers with the first thing that is wrong, in the fixed order, whatever else is', () => {
    fc.assert(
      fc.property(fc.subarray([...ACTIVATION_REFUSALS], { minLength: 1 }), (wrong) => {
        expect(decideActivation(requestWith(wrong))).toMatchObject({ ok: false, code: wrong[0] })
      }),
    )
  })

  it('calls it success when the feature is active on this device already, even with no units left', () => {
    const full = { ...pool, used: 4 }
    expect(decideActivation(request({ pool: full, alreadyActive: true }))).toEqual({
      ok: true,
      outcome: 'already-active',
      overUse: false,
    })
  })

  it('does not confirm a mistyped key or an unknown one, even where the feature is active', () => {
    expect(decideActivation(request({ typedKey: 'nonsense', alreadyActive: true }))).toMatchObject({ ok: false })
    expect(decideActivation(request({ pool: null, alreadyActive: true }))).toMatchObject({
      code: 'license-key.unknown',
    })
  })

  it('refuses a fifth device when four units are sold', () => {
    expect(decideActivation(request({ pool: { ...pool, used: 4 } }))).toEqual({
      ok: false,
      code: 'license.no-units-left',
      params: { feature: 'dual-screen', units: 4 },
    })
  })

  it('lets a pool that only warns go over, and says so', () => {
    expect(decideActivation(request({ pool: { ...pool, used: 4, overUse: 'warn' } }))).toEqual({
      ok: true,
      outcome: 'activate',
      overUse: true,
    })
  })

  it('gives no new activation during grace', () => {
    expect(decideActivation(request({ pool: { ...pool, to: day(-1) } }))).toMatchObject({ code: 'license.expired' })
  })
})

describe('pools', () => {
  it.each([
    [{}, 'valid'],
    [{ from: day(1) }, 'not-yet-valid'],
    [{ from: now }, 'valid'],
    [{ to: now }, 'grace'],
    [{ to: day(-13) }, 'grace'],
    [{ to: day(-14) }, 'expired'],
    [{ to: day(-1), graceDays: 0 }, 'expired'],
    [{ revokedAt: now }, 'revoked'],
    [{ revokedAt: day(1) }, 'valid'],
    [{ suspendedAt: now }, 'suspended'],
    [{ suspendedAt: now, to: day(-30) }, 'suspended'],
    [{ suspendedAt: now, revokedAt: now }, 'revoked'],
  ])('%o are %s', (change, state) => {
    expect(poolState({ ...pool, ...change }, now)).toBe(state)
  })

  it('never show a negative number of free units', () => {
    expect(poolPosition({ units: 4, used: 6 })).toEqual({ units: 4, used: 6, free: 0, over: 2 })
  })
})
