'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { isProblem } from '@/api/problem'
import { useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { signOut } from '@/features/sign-in/sign-in'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/states'
import { useWords } from '@/words/words-provider'

/** Opens the organization that was open last, or the first one; a partner starts with its customers. */
export function HomeGate({ lastUsed }: { lastUsed: string | undefined }) {
  const { t } = useWords()
  const router = useRouter()
  const me = useRead('GET /me', {})
  const signedOut = isProblem(me.error) && me.error.status === 401
  const organizations = me.data?.organizations
  const chosen = organizations?.find((one) => one.slug === lastUsed) ?? organizations?.[0]
  useEffect(() => {
    if (signedOut) router.replace('/sign-in')
    else if (chosen) router.replace(`/o/${chosen.slug}${chosen.kind === 'partner' ? '/customers' : ''}`)
  }, [signedOut, chosen, router])
  if (me.error && !signedOut) return <ProblemState page error={me.error} onRetry={() => void me.refetch()} />
  if (organizations?.length === 0) {
    return (
      <Empty
        title={t('signIn.noOrganization')}
        actions={<Button onClick={() => void signOut()}>{t('frame.signOut')}</Button>}
      />
    )
  }
  return null
}
