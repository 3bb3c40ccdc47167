'use client'

import { CloudOff, Inbox, Lock, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '@/words/words-provider'
import { Button } from './button'
import { CopyButton } from './facts'

interface StateProps {
  /** Stands for a whole page, whose first heading it then is. */
  page?: boolean | undefined
  icon: LucideIcon
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  alert?: boolean
}

function State({ icon: Icon, title, children, actions, alert, page }: StateProps) {
  const Heading = page ? 'h1' : 'h2'
  return (
    <div
      role={alert ? 'alert' : undefined}
      className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-14 text-center"
    >
      <span className="mb-1 grid size-10 place-items-center rounded-full bg-off-soft text-muted">
        <Icon size={20} aria-hidden />
      </span>
      <Heading className="text-16 font-semibold">{title}</Heading>
      {children && <div className="text-13 text-muted">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

interface EmptyProps {
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  icon?: LucideIcon
}

/** What this place is for, and the first step. */
export function Empty({ icon = Inbox, ...rest }: EmptyProps) {
  return <State icon={icon} {...rest} />
}

export function Refused({ detail, page }: { detail?: string | undefined; page?: boolean | undefined }) {
  const { t } = useWords()
  return (
    <State icon={Lock} title={t('problem.refused.title')} page={page}>
      {detail ?? t('problem.refused.body')}
    </State>
  )
}

export function NotFound({ action, page }: { action?: ReactNode; page?: boolean | undefined }) {
  const { t } = useWords()
  return (
    <State icon={Inbox} title={t('problem.notFound.title')} actions={action} page={page}>
      {t('problem.notFound.body')}
    </State>
  )
}

interface FailureProps {
  detail: string
  requestId?: string | undefined
  offline?: boolean
  page?: boolean | undefined
  onRetry?: (() => void) | undefined
}

/** What happened, how to try again, and the number to tell whoever runs the installation. */
export function Failure({ detail, requestId, offline, onRetry, page }: FailureProps) {
  const { t } = useWords()
  return (
    <State
      alert
      page={page}
      icon={offline ? CloudOff : TriangleAlert}
      title={t('problem.title')}
      actions={
        onRetry && (
          <Button look="go" onClick={onRetry}>
            {t('ui.retry')}
          </Button>
        )
      }
    >
      {detail}
      {requestId && (
        <p className="group mt-2 flex items-center justify-center gap-1 text-12 text-faint">
          <span className="mono">{t('ui.requestId', { id: requestId })}</span>
          <CopyButton what={t('ui.requestId', { id: requestId })} text={requestId} />
        </p>
      )}
    </State>
  )
}
