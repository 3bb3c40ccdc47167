'use client'

import type { Deployment } from '@maestro/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { useOrganizationParams } from '@/features/session/session'
import { bodyOf, missingIn, type Plan, planOf } from './plan'
import { useRingWords } from './use-ring-words'

/**
 * The plan of a draft; each change is saved a moment later, so that what is on the page is what will be sent. A change
 * of rings prepares the preview anew; the next one waits until that is done.
 */
export function usePlan(deployment: Deployment) {
  const client = useQueryClient()
  const words = useRingWords()
  const params = { ...useOrganizationParams(), deploymentId: deployment.id }
  const [plan, setPlan] = useState(() => planOf(deployment))
  const [revision, setRevision] = useState(0)
  const [saved, setSaved] = useState(0)
  const missing = missingIn(plan, Date.now())
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /organizations/{organizationId}/deployments/{deploymentId}', {
        params,
        version: deployment.version,
        body: bodyOf(plan, words),
      }),
    onSuccess: (next) => {
      setSaved(revision)
      client.setQueriesData(
        {
          predicate: ({ queryKey }) => queryKey[0] === 'GET /organizations/{organizationId}/deployments/{deploymentId}',
        },
        (before: Deployment | undefined) => (before?.id === next.id ? next : before),
      )
    },
  })
  const { mutate, isPending, isError, reset } = save
  const stale = isProblem(save.error) && save.error.status === 412
  const waits = revision !== saved && missing === null && !isPending && (!isError || stale)
  const ready = deployment.state === 'draft'
  // A save that came too late is tried again with the version that the page has read since.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is what makes another try worth it
  useEffect(() => {
    if (!waits || !ready) return
    const timer = setTimeout(() => mutate(), stale ? 300 : 500)
    return () => clearTimeout(timer)
  }, [waits, ready, stale, mutate, revision, deployment.version])
  const change = (part: Partial<Plan>) => {
    reset()
    setPlan((before) => ({ ...before, ...part }))
    setRevision((before) => before + 1)
  }
  return {
    plan,
    change,
    missing,
    error: stale ? null : save.error,
    /** What is on the page is not yet what the server has. */
    unsaved: revision !== saved || isPending,
  }
}

export type Planning = ReturnType<typeof usePlan>
