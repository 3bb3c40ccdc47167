import { expect, it } from 'vitest'
import { canCreateOrganization, ORGANIZATION_KINDS } from './organization.js'

it('lets operators create partners and customers, partners customers, and nobody an operator', () => {
  const allowed = ORGANIZATION_KINDS.flatMap((creator) =>
    ORGANIZATION_KINDS.filter((kind) => canCreateOrganization(creator, kind)).map((kind) => `${creator}: ${kind}`),
  )
  expect(allowed).toEqual(['operator: partner', 'operator: customer', 'partner: customer'])
})
