'use client'

import type { Target } from '@maestro/contract'
import { clsx } from 'clsx'
import { Check, RotateCcw, X } from 'lucide-react'
import Link from 'next/link'
import { useChangeName } from '@/features/catalogue/use-change-name'
import { useValueText } from '@/features/configuration/use-value-text'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Diff } from '@/ui/diff'
import { RelativeTime } from '@/ui/relative-time'
import { useWords } from '@/words/words-provider'
import { TargetState } from './target-state'
import { tookSeconds, unfinished } from './target-times'
import { useRetry } from './use-retry'

/** Planned, sent, confirmed, moving by itself; or why it waits or failed. */
export function ProgressCard({ target }: { target: Target }) {
  const { t } = useWords()
  const { href } = useSession()
  return (
    <section
      aria-label={t('progress.title')}
      aria-live="polite"
      className={clsx(
        'appear grid gap-3 rounded-lg border px-4 py-3.5',
        target.state === 'failed' ? 'border-bad bg-bad-soft' : 'border-line bg-panel',
      )}
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-13 font-semibold">{unfinished(target.state) ? t('progress.title') : t('progress.last')}</h2>
        <TargetState state={target.state} />
        <span className="ml-auto flex flex-wrap items-center gap-2 text-12 text-muted">
          <RelativeTime at={target.finishedAt ?? target.sentAt ?? target.plannedAt} />
          <Link href={href(`/deployments/${target.deploymentId}`)} className="underline-offset-2 hover:underline">
            {t('progress.open')}
          </Link>
        </span>
      </header>
      <Changes target={target} />
      <Steps target={target} />
      <Why target={target} />
    </section>
  )
}

function Changes({ target }: { target: Target }) {
  const text = useValueText()
  const nameOf = useChangeName()
  return (
    <ul className="grid gap-1 text-13">
      {target.changes.slice(0, 4).map((change) => (
        <li key={change.key} className="flex flex-wrap items-center gap-x-3">
          <span className="mono">{nameOf(change.key)}</span>
          <Diff before={text(change.before)} after={text(change.after)} />
        </li>
      ))}
      {target.changes.length > 4 && <li className="text-muted">+ {target.changes.length - 4}</li>}
    </ul>
  )
}

function Steps({ target }: { target: Target }) {
  const { t, number } = useWords()
  const last = target.state === 'failed' || target.state === 'superseded' || target.state === 'cancelled'
  const steps = [
    { name: t('targets.state.planned'), done: true },
    { name: t('targets.state.sent'), done: target.sentAt !== null },
    {
      name: last ? t(`targets.state.${target.state}`) : t('targets.state.confirmed'),
      done: target.finishedAt !== null,
      bad: target.state === 'failed',
    },
  ]
  const took = tookSeconds(target)
  return (
    <ol aria-label={t('progress.steps')} className="flex flex-wrap items-center gap-y-1 text-12">
      {steps.map((step, index) => (
        <li key={step.name} className={clsx('flex items-center gap-1.5', step.done ? 'text-text' : 'text-faint')}>
          {index > 0 && <span aria-hidden className={clsx('mx-2 h-px w-8', step.done ? 'bg-ok' : 'bg-line-strong')} />}
          <StepMark {...step} />
          {step.name}
        </li>
      ))}
      {took !== null && target.state === 'confirmed' && (
        <li className="ml-2 text-muted">{t('progress.afterSending', { seconds: number(took) })}</li>
      )}
    </ol>
  )
}

function StepMark({ done, bad }: { done: boolean; bad?: boolean }) {
  const Icon = bad ? X : Check
  return (
    <span
      aria-hidden
      className={clsx(
        'grid size-4 place-items-center rounded-full border',
        !done && 'breathe border-line-strong',
        done && (bad ? 'border-bad bg-bad text-panel' : 'border-ok bg-ok text-panel'),
      )}
    >
      {done && <Icon size={10} strokeWidth={3} />}
    </span>
  )
}

/** What the device said about single values, beyond what the sentence already quotes. */
const unsaidErrors = ({ reason }: Target) =>
  (reason?.errors ?? []).filter((error) => error.message === null || !reason?.text.includes(error.message))

function Why({ target }: { target: Target }) {
  const { t } = useWords()
  const { may } = useSession()
  const retry = useRetry(target.deploymentId)
  if (!target.reason && target.state !== 'failed') return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-13">
      <p className="min-w-0 flex-1">
        {target.reason?.text}
        {unsaidErrors(target).map((error) => (
          <span key={error.path} className="mono block text-muted">
            {error.path}: {error.message ?? error.code}
          </span>
        ))}
        {target.nextAttemptAt && (
          <span className="block text-muted">
            {t('targets.nextAttempt')}: <RelativeTime at={target.nextAttemptAt} />
          </span>
        )}
      </p>
      {target.state === 'failed' && may('deployments.manage') && (
        <Button busy={retry.isPending} icon={<RotateCcw size={14} aria-hidden />} onClick={() => retry.mutate()}>
          {t('ui.retry')}
        </Button>
      )}
    </div>
  )
}
