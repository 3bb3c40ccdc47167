import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FOUNDING_GRANT_RIGHTS, type Grant, grantEndsSoon, grantState, rightsThrough } from './grant.js'
import { RIGHTS, type Right } from './right.js'
import { canAssignRole, ROLES, rightsIn, rightsOf, rolesIn } from './role.js'

const changes = (right: Right) => !right.endsWith('.view') && right !== 'export'

describe('roles', () => {
  it('let the owner do everything and nobody else the same', () => {
    expect(rightsOf('owner')).toEqual(RIGHTS)
    for (const role of ROLES.filter((other) => other !== 'owner')) {
      expect(rightsOf(role).length).toBeLessThan(RIGHTS.length)
    }
  })

  it('let an auditor see and export everything and change nothing', () => {
    expect(rightsOf('auditor').filter(changes)).toEqual([])
    expect(rightsOf('auditor')).toEqual(RIGHTS.filter((right) => !changes(right)))
  })

  it('let a viewer change and export nothing, and not read the audit', () => {
    expect(rightsOf('viewer').filter(changes)).toEqual([])
    expect(rightsOf('viewer')).not.toContain('export')
    expect(rightsOf('viewer')).not.toContain('audit.view')
  })

  it('keep a technician from people and licences', () => {
    expect(rightsOf('technician')).toEqual(
      expect.arrayContaining(['rooms.manage', 'devices.manage', 'deployments.manage']),
    )
    expect(rightsOf('technician')).not.toContain('licenses.manage')
    expect(rightsOf('technician').filter((right) => right.startsWith('people.'))).toEqual([])
  })

  it('give nobody in a customer a right over customers', () => {
    for (const role of ROLES) {
      expect(rightsIn('customer', role).filter((right) => right.startsWith('customers.'))).toEqual([])
    }
    expect(rightsIn('partner', 'partner-admin')).toContain('customers.manage')
  })

  it('exist for partners only in partners', () => {
    expect(rolesIn('customer')).not.toContain('partner-admin')
    expect(rolesIn('partner')).toContain('partner-technician')
  })

  it('cannot be used to rise above oneself', () => {
    const admin = rightsIn('customer', 'admin')
    expect(canAssignRole('customer', admin, 'owner')).toBe(false)
    expect(canAssignRole('customer', admin, 'admin')).toBe(true)
    expect(canAssignRole('customer', rightsIn('customer', 'technician'), 'viewer')).toBe(false)
    expect(canAssignRole('customer', rightsIn('customer', 'owner'), 'partner-admin')).toBe(false)
  })
})

describe('grants', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const day = (days: number) => new Date(now.getTime() + days * 86_400_000)
  const grant: Grant = { rights: ['rooms.view'], from: day(-10), to: day(40), endedAt: null }

  it('never give more than the grant says, nor more than the role may', () => {
    fc.assert(
      fc.property(fc.subarray([...RIGHTS]), fc.constantFrom(...ROLES), (rights, role) => {
        const through = rightsThrough({ rights }, role)
        expect(through.filter((right) => !rights.includes(right))).toEqual([])
        expect(through.filter((right) => !rightsOf(role).includes(right))).toEqual([])
      }),
    )
  })

  it('cannot give a partner the say over grants', () => {
    expect(rightsThrough({ rights: RIGHTS }, 'owner')).not.toContain('grants.manage')
  })

  it('found a customer without rights over people or retention', () => {
    for (const right of ['people.manage', 'retention.manage', 'grants.manage'] as const) {
      expect(FOUNDING_GRANT_RIGHTS).not.toContain(right)
    }
    expect(FOUNDING_GRANT_RIGHTS).toContain('devices.manage')
  })

  it.each([
    [{}, 'live'],
    [{ from: day(1) }, 'not-yet'],
    [{ to: now }, 'over'],
    [{ to: null }, 'live'],
    [{ endedAt: now }, 'over'],
  ] as const)('%o are %s', (change, state) => {
    expect(grantState({ ...grant, ...change }, now)).toBe(state)
  })

  it('warn in their last thirty days', () => {
    expect(grantEndsSoon(grant, now)).toBe(false)
    expect(grantEndsSoon(grant, day(10))).toBe(true)
    expect(grantEndsSoon(grant, day(40))).toBe(false)
    expect(grantEndsSoon({ ...grant, to: null }, now)).toBe(false)
  })
})
