'use client'

import type { Deployment } from '@maestro/contract'
import { useState } from 'react'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useSession } from '@/features/session/session'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { CopyButton } from '@/ui/facts'
import { useWords } from '@/words/words-provider'
import { RejectDialog } from './reject-dialog'
import { useApprove } from './use-approve'
import { useMayApprove } from './use-may-approve'

const shownSigns = 16

/** Who asks, for what exactly, and the two answers. */
export function ApprovalPanel({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const { me, organization } = useSession()
  const mayApprove = useMayApprove()
  const sentence = useProblemSentence()
  const [rejecting, setRejecting] = useState(false)
  const { previewHash } = deployment
  const approve = useApprove(deployment)
  return (
    <Box title={t('approval.title')} className="border-warn bg-warn-soft/40">
      <div className="grid gap-3 text-13">
        <p>
          {t('approval.asked', { name: deployment.createdBy })}
          {deployment.createdBy === me.name && <span className="block text-muted">{t('approval.own')}</span>}
          {organization.through && (
            <span className="block text-muted">{t('approval.members', { name: organization.name })}</span>
          )}
        </p>
        {previewHash && (
          <p className="group flex items-center gap-2 text-muted">
            {t('approval.hash')} <span className="mono">{previewHash.slice(0, shownSigns)}…</span>
            <CopyButton what={t('approval.hash')} text={previewHash} />
          </p>
        )}
        {approve.error && (
          <p role="alert" className="text-bad">
            {sentence(approve.error)}
          </p>
        )}
        {mayApprove && previewHash && (
          <div className="flex flex-wrap gap-2">
            <Button look="go" busy={approve.isPending} onClick={() => approve.mutate(previewHash)}>
              {t('approval.approve')}
            </Button>
            <Button onClick={() => setRejecting(true)}>{t('approval.reject')}</Button>
          </div>
        )}
      </div>
      {rejecting && <RejectDialog deployment={deployment} onClose={() => setRejecting(false)} />}
    </Box>
  )
}
