import { RIGHTS } from '@maestro/domain'
import type { Caller } from '../platform/http/caller.js'

/** The seed acts as the house itself, so that the audit does not name a person who did nothing. */
export function demoCaller(organizationId: string): Caller {
  return {
    identity: {
      kind: 'person',
      id: '00000000-0000-7000-8000-000000000000',
      name: 'Maestro',
      email: null,
      sessionId: null,
      token: null,
    },
    actor: 'system:demo',
    name: 'Maestro',
    language: 'en',
    organizationId,
    rights: RIGHTS,
    role: 'owner',
    grantId: null,
    partnerId: null,
    address: '127.0.0.1',
    requestId: 'demo',
  }
}
