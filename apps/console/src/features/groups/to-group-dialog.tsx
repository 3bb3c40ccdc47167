'use client'

import { useState } from 'react'
import { ReasonField } from '@/features/frame/reason-field'
import { type ChosenScope, ScopeChoice } from '@/features/profiles/scope-choice'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { useWords } from '@/words/words-provider'
import { useMembers } from './use-members'

interface ToGroupDialogProps {
  deviceIds: readonly string[]
  onClose(): void
  onDone(): void
}

/** Puts chosen devices into a group that is made by hand. */
export default function ToGroupDialog({ deviceIds, onClose, onDone }: ToGroupDialogProps) {
  const { t } = useWords()
  const [group, setGroup] = useState<ChosenScope | null>(null)
  const [reason, setReason] = useState('')
  const { add } = useMembers(group ?? { id: '', name: '' }, onDone, reason)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('devices.toGroup.title', { count: deviceIds.length })}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="go" busy={add.isPending} disabled={!group} onClick={() => add.mutate([...deviceIds])}>
            {t('devices.toGroup.submit')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Field label={t('groups.name')}>
          {(control) => <ScopeChoice control={control} kind="group" value={group} onChange={setGroup} />}
        </Field>
        <ReasonField value={reason} onChange={setReason} />
      </div>
    </Dialog>
  )
}
