'use client'

import type { Deployment } from '@maestro/contract'
import { useState } from 'react'
import { urlOf } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { DownloadLink } from '@/ui/download-link'
import { useWords } from '@/words/words-provider'
import { Check } from './plan-form'
import { useDraftActs } from './use-draft-acts'
import type { Planning } from './use-plan'

/** The one button that says what it does, and the ways out. */
export function DraftBar({ deployment, planning }: { deployment: Deployment; planning: Planning }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), deploymentId: deployment.id }
  const sentence = useProblemSentence()
  const [emergency, setEmergency] = useState(false)
  const { start, discard } = useDraftActs(deployment)
  const count = deployment.preview?.devices ?? 0
  const needed = deployment.approval?.needed === true
  const { previewHash } = deployment
  const waits = planning.unsaved || planning.missing !== null || planning.error !== null
  const sendable = deployment.state === 'draft' && count > 0 && previewHash !== null && !waits
  return (
    <section
      aria-label={t('prepare.plan')}
      className="sticky bottom-16 z-20 mt-6 grid gap-2 rounded-lg border border-line-strong bg-raised px-3.5 py-2.5 shadow-float md:bottom-4"
    >
      {needed && (
        <Check checked={emergency} hint={t('prepare.emergency.hint')} onChange={setEmergency}>
          {t('prepare.emergency')}
        </Check>
      )}
      {start.error && (
        <p role="alert" className="text-13 text-bad">
          {sentence(start.error)}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {count > 0 && (
          <DownloadLink
            href={urlOf('/organizations/{organizationId}/deployments/{deploymentId}/preview.csv', { params })}
            look="ghost"
          >
            {t('prepare.csv')}
          </DownloadLink>
        )}
        <span aria-live="polite" className="mr-auto text-12 text-muted">
          {planning.unsaved && !planning.missing && !planning.error && t('prepare.saving')}
        </span>
        <Button busy={discard.isPending} onClick={() => discard.mutate()}>
          {t('prepare.discard')}
        </Button>
        {(count > 0 || deployment.state === 'preparing') && (
          <Button
            look="go"
            busy={start.isPending}
            disabled={!sendable}
            onClick={() => previewHash && start.mutate({ previewHash, emergency })}
          >
            <SendWords count={count} asks={needed && !emergency} now={planning.plan.start === 'now'} />
          </Button>
        )}
      </div>
    </section>
  )
}

function SendWords({ count, asks, now }: { count: number; asks: boolean; now: boolean }) {
  const { t } = useWords()
  if (asks) return <>{t('prepare.ask')}</>
  return <>{now ? t('prepare.send', { count }) : t('prepare.schedule', { count })}</>
}
