'use client'

import type { Deployment } from '@maestro/contract'
import { useProblemSentence } from '@/features/frame/problem-state'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'
import { useApprove } from './use-approve'
import { useMayApprove } from './use-may-approve'

/** Devices that joined after the approval wait for one of their own. */
export function JoinedNote({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const mayApprove = useMayApprove()
  const sentence = useProblemSentence()
  const approve = useApprove(deployment)
  const { approval, previewHash } = deployment
  if (!approval) return null
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-md bg-warn-soft px-3 py-2 text-13">
      <p role="status" className="flex-1 text-warn">
        {t('approval.waiting', { count: approval.waiting })}
        {approve.error && <span className="block text-bad">{sentence(approve.error)}</span>}
      </p>
      {mayApprove && previewHash && (
        <Button size="small" busy={approve.isPending} onClick={() => approve.mutate(previewHash)}>
          {t('approval.approveJoined')}
        </Button>
      )}
    </div>
  )
}
