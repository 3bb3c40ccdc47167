'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '@/api/call'
import { keyOfPath } from '@/features/configuration/refusals'
import { useOrganizationParams } from '@/features/session/session'
import { type ProfileDraft, valuesOf } from './profile-draft'

function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

/** What the server would say to the values of a draft, a moment after the last change. Untouched secrets stay here. */
export function useProfileCheck(profileId: string, draft: ProfileDraft, isSecret: (key: string) => boolean) {
  const params = useOrganizationParams()
  const leftHere = (key: string) => isSecret(key) && draft.changes[key] === undefined
  const values = Object.fromEntries(Object.entries(valuesOf(draft)).filter(([key]) => !leftHere(key)))
  const locked = draft.locked.filter((key) => !leftHere(key))
  const asked = useSettled(JSON.stringify({ values, locked, profileId }), 350)
  const { data: answer } = useQuery({
    queryKey: ['check of a profile', asked],
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call('POST /organizations/{organizationId}/profiles/check', {
        params,
        body: JSON.parse(asked) as { values: typeof values; locked: string[] },
        signal,
      }),
  })
  return {
    errors: new Map((answer?.errors ?? []).map((error) => [keyOfPath(error.path), error.detail])),
    lacking: answer?.lacking ?? [],
  }
}

export type ProfileCheck = ReturnType<typeof useProfileCheck>
