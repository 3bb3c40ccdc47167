'use client'

import type { Me, Organization } from '@maestro/contract'
import type { Right } from '@maestro/domain'
import { createContext, type ReactNode, useContext, useMemo } from 'react'

export interface Session {
  readonly me: Me
  readonly organization: Organization
  /** The way to a page of this organization: `href('/devices')`. */
  href(path: string): string
  may(right: Right): boolean
}

const SessionContext = createContext<Session | null>(null)

interface SessionProviderProps {
  me: Me
  organization: Organization
  segment: string
  children: ReactNode
}

export function SessionProvider({ me, organization, segment, children }: SessionProviderProps) {
  const session = useMemo<Session>(() => {
    const rights = new Set<string>(organization.rights)
    return {
      me,
      organization,
      href: (path) => `/o/${segment}${path}`,
      may: (right) => rights.has(right),
    }
  }, [me, organization, segment])
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a SessionProvider above it')
  return session
}

/** The parameter that every route of an organization needs. */
export const useOrganizationParams = () => {
  const { organization } = useSession()
  return useMemo(() => ({ organizationId: organization.id }), [organization.id])
}
