'use client'

import type { Deployment } from '@maestro/contract'
import { Spinner } from '@/ui/button'
import { SkeletonRows } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'

/** How far the preview is; the page moves on by itself. */
export function Preparing({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p aria-live="polite" className="flex items-center gap-2.5 text-13">
        <Spinner />
        <span>
          <span className="font-medium">{t('prepare.preparing')}.</span>{' '}
          <span className="text-muted">{t('prepare.preparing.body', { prepared: deployment.prepared })}</span>
        </span>
      </p>
      <SkeletonRows rows={6} />
    </div>
  )
}
