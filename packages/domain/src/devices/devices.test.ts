import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLAIM_CODE_BYTES, formatClaimCode, parseClaimCode, showClaimCode } from './claim-code.js'
import { canBeTarget, connectionOf } from './connection.js'
import { canChangeLifeCycle, LIFE_CYCLE_STATES, RETIRE_CAUSES } from './device-state.js'
import { deviceHealth, type HealthFacts } from './health.js'
import { normalizeMac, normalizeSerial } from './identity.js'
import { decideMove } from './move.js'
import { missingPeripherals } from './peripheral.js'

describe('life cycle', () => {
  it('goes from staged over active to retired and never back', () => {
    const allowed = LIFE_CYCLE_STATES.flatMap((from) =>
      LIFE_CYCLE_STATES.filter((to) => canChangeLifeCycle(from, to)).map((to) => `${from} → ${to}`),
    )
    expect(allowed).toEqual(['staged → active', 'staged → retired', 'active → retired'])
  })
})

describe('a move', () => {
  const device = { name: 'Elbe', from: 'here', to: 'there' }

  it('is possible for what is in service, once, and to somewhere else', () => {
    const allowed = LIFE_CYCLE_STATES.filter((state) => decideMove({ ...device, state }).ok)
    expect(allowed).toEqual(['staged', 'active'])
    expect(decideMove({ ...device, state: 'retired' })).toMatchObject({
      code: 'device.retired',
      params: { name: 'Elbe' },
    })
    expect(decideMove({ ...device, to: 'here', state: 'active' })).toMatchObject({ code: 'device.moved-to-itself' })
  })

  it('is no cause that somebody retires a device with', () => {
    expect(RETIRE_CAUSES).not.toContain('moved')
  })
})

describe('connectionOf', () => {
  const seen = new Date('2026-11-22T12:00:00Z')

  it('never calls a recorded device offline, nor lets it be a target', () => {
    expect(connectionOf({ management: 'recorded', online: false, lastSeenAt: seen })).toBe('recorded')
    expect(canBeTarget('recorded')).toBe(false)
    expect(canBeTarget('linked')).toBe(true)
  })

  it('tells a device that went away from one that never came', () => {
    expect(connectionOf({ management: 'linked', online: true, lastSeenAt: seen })).toBe('online')
    expect(connectionOf({ management: 'linked', online: false, lastSeenAt: seen })).toBe('offline')
    expect(connectionOf({ management: 'linked', online: false, lastSeenAt: null })).toBe('never')
  })
})

describe('deviceHealth', () => {
  const well: HealthFacts = {
    lifeCycle: 'active',
    connection: 'online',
    configuration: 'in-sync',
    missing: [],
    licenseUnconfirmed: false,
  }

  it.each<[Partial<HealthFacts>, string, string]>([
    [{}, 'ok', 'ready'],
    [{ lifeCycle: 'retired', connection: 'offline' }, 'off', 'retired'],
    [{ connection: 'recorded', missing: ['camera'] }, 'off', 'recorded'],
    [{ lifeCycle: 'staged', connection: 'never' }, 'off', 'staged'],
    [{ connection: 'never' }, 'attention', 'never-seen'],
    [{ connection: 'offline', configuration: 'failed' }, 'failed', 'offline'],
    [{ configuration: 'failed', missing: ['camera'] }, 'failed', 'configuration-failed'],
    [{ missing: ['camera', 'touch-panel'], licenseUnconfirmed: true }, 'attention', 'camera-missing'],
    [{ missing: ['content-dongle'] }, 'attention', 'content-dongle-missing'],
    [{ licenseUnconfirmed: true, configuration: 'pending' }, 'attention', 'license-not-confirmed'],
    [{ configuration: 'pending' }, 'ok', 'change-pending'],
  ])('%o is %s: %s', (change, dot, code) => {
    expect(deviceHealth({ ...well, ...change })).toMatchObject({ dot, code })
  })

  it('has something to do whenever a person is needed', () => {
    const facts = fc.record({
      lifeCycle: fc.constantFrom(...LIFE_CYCLE_STATES),
      connection: fc.constantFrom('online' as const, 'offline' as const, 'never' as const, 'recorded' as const),
      configuration: fc.constantFrom('in-sync' as const, 'pending' as const, 'failed' as const),
      missing: fc.subarray(['camera' as const, 'display' as const]),
      licenseUnconfirmed: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, (any) => {
        const { dot, action } = deviceHealth(any)
        if (dot === 'attention' || dot === 'failed') expect(action).not.toBe('none')
      }),
    )
  })
})

describe('missingPeripherals', () => {
  it('counts what is expected and not found, and forgives what is more', () => {
    expect(missingPeripherals({ camera: 2, display: 1 }, { camera: 1, display: 2, speaker: 1 })).toEqual(['camera'])
    expect(missingPeripherals({}, {})).toEqual([])
  })
})

describe('claim codes', () => {
  const bytes = fc.uint8Array({ minLength: CLAIM_CODE_BYTES, maxLength: CLAIM_CODE_BYTES })

  it('are ten characters, read back however they are typed', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = formatClaimCode(random)
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/u)
        expect(showClaimCode(code)).toBe(`${code.slice(0, 5)}-${code.slice(5)}`)
        const typed = ` ${showClaimCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'i').replace('-', '\u00ad\u2011')}\ufeff`
        expect(parseClaimCode(typed)).toEqual({ ok: true, code })
      }),
    )
  })

  it.each(['', '7Q4KM', '7Q4KM0Z3N8X', '7Q4KM0Z3NU'])('are not %j', (text) => {
    expect(parseClaimCode(text)).toMatchObject({ ok: false, code: 'claim-code.mistyped' })
  })
})

describe('identities', () => {
  it('write a serial as on the label', () => {
    expect(normalizeSerial(' sl5140-00271 ')).toEqual({ ok: true, serial: 'SL5140-00271' })
    expect(normalizeSerial('x')).toMatchObject({ code: 'device.serial-invalid' })
    expect(normalizeSerial('=cmd()')).toMatchObject({ code: 'device.serial-invalid' })
  })

  it.each(['00:1A:2B:3C:4D:5E', '00-1a-2b-3c-4d-5e', '001a.2b3c.4d5e', '001A2B3C4D5E'])('read the MAC %s', (text) => {
    expect(normalizeMac(text)).toEqual({ ok: true, mac: '00:1a:2b:3c:4d:5e' })
  })

  it.each(['', '00:1A:2B:3C:4D', '00:1A:2B:3C:4D:5G'])('do not take %j for a MAC', (text) => {
    expect(normalizeMac(text)).toMatchObject({ code: 'device.mac-invalid' })
  })
})
