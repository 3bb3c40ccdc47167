'use client'

import { useMutation } from '@tanstack/react-query'
import { MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { call } from '@/api/call'
import { useRead } from '@/api/read'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { ProblemState } from '@/features/frame/problem-state'
import { Button } from '@/ui/button'
import { RelativeTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { programName } from './program-name'

/** Where the person is signed in, and one act that ends all of it. */
export function Sessions() {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const sessions = useRead('GET /me/sessions', {})
  const end = useMutation({
    mutationFn: () => call('DELETE /me/sessions', {}),
    onSuccess: () => window.location.assign('/sign-in'),
  })
  if (sessions.error) return <ProblemState error={sessions.error} onRetry={() => void sessions.refetch()} />
  if (!sessions.data) return <SkeletonRows rows={2} />
  return (
    <div className="grid justify-items-start gap-3">
      <ul className="w-full divide-y divide-line border-y border-line">
        {sessions.data.items.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-13">
            <MonitorSmartphone size={15} aria-hidden className="text-muted" />
            <span className="font-medium">{programName(session.agent) ?? t('settings.sessions.unknownAgent')}</span>
            {session.current && <Tag tone="accent">{t('settings.sessions.current')}</Tag>}
            <span className="ml-auto text-muted">
              {session.address && <span className="mono">{session.address} · </span>}
              <RelativeTime at={session.createdAt} />
            </span>
          </li>
        ))}
      </ul>
      <Button onClick={() => setAsking(true)}>{t('settings.signOutEverywhere')}</Button>
      {asking && (
        <ConfirmDialog
          danger
          title={t('settings.signOutEverywhere.title')}
          body={t('settings.signOutEverywhere.body')}
          submit={t('settings.signOutEverywhere.submit')}
          busy={end.isPending}
          error={end.error}
          onClose={() => setAsking(false)}
          onConfirm={() => end.mutate()}
        />
      )}
    </div>
  )
}
