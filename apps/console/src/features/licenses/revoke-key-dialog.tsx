'use client'

import type { KeyLife } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import ConfirmDialog from '@/features/frame/confirm-dialog-content'
import { useOrganizationParams } from '@/features/session/session'
import { Field, TextArea } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

export default function RevokeKeyDialog({ life, onClose }: { life: KeyLife; onClose(): void }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), keyId: life.id }
  const [why, setWhy] = useState('')
  const [left, setLeft] = useState(false)
  const revoke = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/licenses/keys/{keyId}/revoke', { params, body: { why: why.trim() } }),
    onSuccess: () => {
      toast.success(t('keys.revoke.done', { hint: life.hint }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('keys.revoke.title', { hint: life.hint })}
      body={t('keys.revoke.body', { count: life.units })}
      submit={t('keys.revoke.submit')}
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => {
        setLeft(true)
        if (why.trim()) revoke.mutate()
      }}
    >
      <Field
        label={t('pools.why')}
        hint={t('pools.why.hint')}
        error={left && !why.trim() ? t('ui.required') : undefined}
      >
        {(control) => (
          <TextArea
            {...control}
            maxLength={500}
            value={why}
            onBlur={() => setLeft(true)}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
