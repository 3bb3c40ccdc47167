'use client'

import type { ApiToken } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { call } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { ExactTime, RelativeTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { Status } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'

const CreateTokenDialog = dynamic(() => import('./create-token-dialog'), { ssr: false })

export function Tokens() {
  const { t } = useWords()
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<ApiToken | null>(null)
  const list = useList('GET /organizations/{organizationId}/tokens', { params: useOrganizationParams(), query: {} })
  const columns = useTokenColumns(setRevoking)
  const tokens = itemsOf(list.data)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows rows={3} />
  const create = (
    <Button look="go" onClick={() => setCreating(true)}>
      {t('settings.tokens.add')}
    </Button>
  )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {tokens.length === 0 ? (
        <Empty title={t('settings.tokens.empty')} actions={create}>
          {t('settings.tokens.empty.body')}
        </Empty>
      ) : (
        <>
          <div className="flex">{create}</div>
          <Table label={t('settings.tab.tokens')} rows={tokens} columns={columns} idOf={(token) => token.id} />
          <LoadMore
            hasMore={list.hasNextPage}
            busy={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
          />
        </>
      )}
      {creating && <CreateTokenDialog onClose={() => setCreating(false)} />}
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />}
    </div>
  )
}

function TokenState({ token }: { token: ApiToken }) {
  const { t } = useWords()
  if (token.revokedAt) return <Status tone="off">{t('settings.tokens.revoked')}</Status>
  if (token.expiresAt && Date.parse(token.expiresAt) < Date.now()) {
    return <Status tone="warn">{t('settings.tokens.expired')}</Status>
  }
  return <Status tone="ok">{t('settings.tokens.active')}</Status>
}

function useTokenColumns(onRevoke: (token: ApiToken) => void): ReadonlyArray<TableColumn<ApiToken>> {
  const { t } = useWords()
  return useMemo(
    () => [
      { id: 'name', header: t('settings.name'), always: true, cell: (token) => token.name },
      {
        id: 'token',
        header: t('settings.tokens.token'),
        cell: (token) => <span className="mono">{token.prefix}…</span>,
      },
      { id: 'state', header: t('device.state'), cell: (token) => <TokenState token={token} /> },
      {
        id: 'scopes',
        header: t('settings.tokens.scopes'),
        cell: (token) => (
          <span title={token.scopes.join(', ')} className="mono block max-w-64 truncate text-muted">
            {token.scopes.join(', ')}
          </span>
        ),
      },
      { id: 'by', header: t('settings.tokens.createdBy'), cell: (token) => token.createdBy },
      {
        id: 'expires',
        header: t('settings.tokens.expires'),
        cell: (token) =>
          token.expiresAt ? <ExactTime at={token.expiresAt} style="date" /> : t('settings.tokens.forever'),
      },
      {
        id: 'used',
        header: t('settings.tokens.lastUsed'),
        align: 'right',
        cell: (token) => <RelativeTime at={token.lastUsedAt} />,
      },
      {
        id: 'revoke',
        header: t('ui.actions'),
        quiet: true,
        align: 'right',
        cell: (token) =>
          !token.revokedAt && (
            <Button look="ghost" size="small" onClick={() => onRevoke(token)}>
              {t('settings.tokens.revoke')}
            </Button>
          ),
      },
    ],
    [t, onRevoke],
  )
}

function RevokeDialog({ token, onClose }: { token: ApiToken; onClose(): void }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), tokenId: token.id }
  const revoke = useMutation({
    mutationFn: () => call('DELETE /organizations/{organizationId}/tokens/{tokenId}', { params }),
    onSuccess: onClose,
  })
  return (
    <ConfirmDialog
      danger
      title={t('settings.tokens.revoke.title', { name: token.name })}
      body={t('settings.tokens.revoke.body')}
      submit={t('settings.tokens.revoke.submit')}
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
    />
  )
}
