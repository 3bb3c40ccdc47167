'use client'

import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { isProblem } from '@/api/problem'
import { useRead } from '@/api/read'
import { LazyMissingPage } from '@/features/frame/lazy-pages'
import { ProblemState } from '@/features/frame/problem-state'
import { SkeletonPage } from '@/ui/skeleton'
import { SessionProvider } from './session'

const isId = (segment: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(segment)

/** Opens the organization that the address names; whoever is signed out goes to the sign-in page and comes back. */
export function OrganizationGate({ segment, children }: { segment: string; children: ReactNode }) {
  const pathname = usePathname()
  const me = useRead('GET /me', {})
  const known = me.data?.organizations.find((one) => one.slug === segment)
  const id = known?.id ?? (isId(segment) ? segment : null)
  const organization = useRead(
    'GET /organizations/{organizationId}',
    { params: { organizationId: id ?? '' } },
    { enabled: id !== null },
  )
  const signedOut = isProblem(me.error) && me.error.status === 401
  useEffect(() => {
    if (signedOut) window.location.replace(`/sign-in?next=${encodeURIComponent(pathname + window.location.search)}`)
  }, [signedOut, pathname])
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the start page reads it to open the same organization again
    if (organization.data) document.cookie = `maestro-organization=${segment}; path=/; max-age=31536000; samesite=lax`
  }, [organization.data, segment])

  if (me.data && organization.data) {
    return (
      <SessionProvider me={me.data} organization={organization.data} segment={segment}>
        {children}
      </SessionProvider>
    )
  }
  const error = me.error ?? organization.error
  if (error && !signedOut) return <ProblemState page error={error} onRetry={() => void me.refetch()} />
  if (me.data && id === null) return <LazyMissingPage />
  return (
    <div className="p-6 md:pl-60">
      <SkeletonPage />
    </div>
  )
}
