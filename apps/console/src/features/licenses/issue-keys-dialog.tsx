'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call, urlOf } from '@/api/call'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { DownloadLink } from '@/ui/download-link'
import { SubmitFooter } from '@/ui/submit-footer'
import { useWords } from '@/words/words-provider'
import { emptyKeyOrder, KeyOrderFields, useUsablePools } from './key-order-fields'
import { KeyTextDialog } from './key-text-dialog'

interface IssueKeysDialogProps {
  /** The pool that is open; null lets one choose. */
  poolId: string | null
  onClose(): void
}

type Issued = { kind: 'key'; id: string } | { kind: 'order'; id: string; keys: number }

/** Makes keys for units of a pool: one is shown, many come as a file. */
export default function IssueKeysDialog({ poolId, onClose }: IssueKeysDialogProps) {
  const { t } = useWords()
  const id = useId()
  const params = useOrganizationParams()
  const [form, setForm] = useState(emptyKeyOrder)
  const pools = useUsablePools()
  const chosen = poolId ?? (form.poolId || (pools[0]?.id ?? ''))
  const issue = useMutation({
    mutationFn: async (): Promise<Issued> => {
      const rest = {
        poolId: chosen,
        customerId: form.customerId || null,
        orderReference: form.reference.trim() || null,
      }
      const count = Number(form.keys)
      if (count === 1) {
        const body = { ...rest, units: Number(form.units) }
        const { key } = await call('POST /organizations/{organizationId}/licenses/keys', { params, body })
        return { kind: 'key', id: key.id }
      }
      const body = { ...rest, keys: count, unitsEach: Number(form.units) }
      const order = await call('POST /organizations/{organizationId}/licenses/key-orders', { params, body })
      return { kind: 'order', id: order.id, keys: order.keys }
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen) issue.mutate()
  }
  if (issue.data?.kind === 'key') return <KeyTextDialog keyId={issue.data.id} onClose={onClose} />
  if (issue.data) return <IssuedOrder {...issue.data} onClose={onClose} />
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('keys.issue.title')}
      lead={t('licenses.keys.empty.body')}
      footer={
        <SubmitFooter form={id} busy={issue.isPending} disabled={!chosen} onCancel={onClose}>
          {t('keys.issue.submit', { count: Number(form.keys) || 1 })}
        </SubmitFooter>
      }
    >
      <form id={id} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <KeyOrderFields
          form={{ ...form, poolId: chosen }}
          pools={poolId === null ? pools : null}
          error={issue.error}
          onChange={(changed) => setForm({ ...form, ...changed })}
        />
      </form>
    </Dialog>
  )
}

function IssuedOrder({ id, keys, onClose }: { id: string; keys: number; onClose(): void }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), keyOrderId: id }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('keys.issued.title', { count: keys })}
      lead={t('keys.issued.lead')}
      footer={
        <>
          <DownloadLink
            href={urlOf('/organizations/{organizationId}/licenses/key-orders/{keyOrderId}/keys.csv', { params })}
            look="go"
          >
            {t('keys.issued.download')}
          </DownloadLink>
          <Button onClick={onClose}>{t('licenses.done')}</Button>
        </>
      }
    >
      <p className="text-13 text-muted">{t('keys.issued.body')}</p>
    </Dialog>
  )
}
