'use client'

import type { DriftedSetting } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { useOrganizationParams } from '@/features/session/session'
import { Field, TextArea } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

interface DriftDialogProps {
  act: 'adopt' | 'enforce'
  rows: readonly DriftedSetting[]
  onClose(): void
  onDone(): void
}

/** The keys of each device once. */
function itemsOf(rows: readonly DriftedSetting[]): Array<{ deviceId: string; keys: string[] }> {
  const keys = new Map<string, string[]>()
  for (const row of rows) keys.set(row.device.id, [...(keys.get(row.device.id) ?? []), row.key])
  return [...keys].map(([deviceId, list]) => ({ deviceId, keys: list }))
}

/** Asks once more, says what is left out, and notes why. */
export function DriftDialog({ act, rows, onClose, onDone }: DriftDialogProps) {
  const { t } = useWords()
  const params = useOrganizationParams()
  const [reason, setReason] = useState('')
  const meant = act === 'adopt' ? rows.filter((row) => row.adoptable) : rows
  const left = rows.length - meant.length
  const run = useMutation({
    mutationFn: () => {
      const body = { items: itemsOf(meant), ...(reason.trim() && { reason: reason.trim() }) }
      return act === 'adopt'
        ? call('POST /organizations/{organizationId}/drift/adopt', { params, body })
        : call('POST /organizations/{organizationId}/drift/enforce', { params, body })
    },
    onSuccess: ({ devices, skipped }) => {
      const [first] = skipped
      toast.success(
        t(act === 'adopt' ? 'drift.adopted' : 'drift.enforced', { count: devices }),
        first && t('drift.skipped', { count: skipped.length, detail: first.detail }),
      )
      onDone()
    },
  })
  const count = meant.length
  return (
    <ConfirmDialog
      title={t(act === 'adopt' ? 'drift.adopt.title' : 'drift.enforce.title', { count })}
      body={t(act === 'adopt' ? 'drift.adopt.body' : 'drift.enforce.body')}
      submit={t(act === 'adopt' ? 'drift.adopt.submit' : 'drift.enforce.submit')}
      busy={run.isPending}
      error={run.error}
      onClose={onClose}
      onConfirm={() => run.mutate()}
    >
      <div className="grid gap-3">
        {left > 0 && (
          <p className="rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">
            {t('drift.notAdoptable', { count: left })}
          </p>
        )}
        <Field label={t('preview.why')} optional>
          {(control) => (
            <TextArea {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  )
}
