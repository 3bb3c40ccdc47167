'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { isProblem } from '@/api/problem'
import { useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { keepHandedKey } from './handed-key'

/** Where the QR code of a key leads: keeps the key, and opens the dialog in the organization that was open last. */
export function RedeemGate({ lastUsed }: { lastUsed: string | undefined }) {
  const router = useRouter()
  const me = useRead('GET /me', {})
  const signedOut = isProblem(me.error) && me.error.status === 401
  const organizations = me.data?.organizations.filter((one) => one.kind !== 'operator')
  const chosen = organizations?.find((one) => one.slug === lastUsed) ?? organizations?.[0]
  useEffect(() => {
    const key = window.location.hash.slice(1)
    if (key) keepHandedKey(decodeURIComponent(key))
  }, [])
  useEffect(() => {
    if (signedOut) router.replace('/sign-in?next=%2Fredeem')
    else if (chosen) router.replace(`/o/${chosen.slug}/licenses?redeem=now`)
    else if (me.data) router.replace('/')
  }, [signedOut, chosen, me.data, router])
  if (me.error && !signedOut) return <ProblemState page error={me.error} onRetry={() => void me.refetch()} />
  return null
}
