'use client'

import type { Deployment } from '@maestro/contract'
import { useCallback } from 'react'
import { useChangeName } from '@/features/catalogue/use-change-name'

/** What a deployment is called: by what its author named it, or by what it changes. */
export function useDeploymentTitle() {
  const nameOf = useChangeName()
  return useCallback(
    ({ kind, title }: Pick<Deployment, 'kind' | 'title'>): string =>
      kind === 'license' ? title.replace(/^\S+/, nameOf) : title,
    [nameOf],
  )
}
