'use client'

import type { Deployment } from '@maestro/contract'
import { Ban, Send } from 'lucide-react'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'

export function DeploymentState({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const failed = (deployment.counts.failed ?? 0) > 0
  switch (deployment.state) {
    case 'running':
      return (
        <Status tone="info" icon={Send} moving>
          {t('deployments.state.running')}
        </Status>
      )
    case 'finished':
      return failed ? (
        <Status tone="warn">{t('deployments.finishedWithFailures')}</Status>
      ) : (
        <Status tone="ok">{t('deployments.state.finished')}</Status>
      )
    case 'cancelled':
      return (
        <Status tone="off" icon={Ban}>
          {t('deployments.state.cancelled')}
        </Status>
      )
  }
}
