'use client'

import type { DeviceGroup } from '@maestro/contract'
import { useState } from 'react'
import { ReasonField } from '@/features/frame/reason-field'
import { type ChosenScope, ScopeChoice } from '@/features/profiles/scope-choice'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { useWords } from '@/words/words-provider'
import { useMembers } from './use-members'

export default function AddMemberDialog({ group, onClose }: { group: DeviceGroup; onClose(): void }) {
  const { t } = useWords()
  const [device, setDevice] = useState<ChosenScope | null>(null)
  const [reason, setReason] = useState('')
  const { add } = useMembers(group, onClose, reason)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('group.devices.add.title', { name: group.name })}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="go" busy={add.isPending} disabled={!device} onClick={() => device && add.mutate([device.id])}>
            {t('group.devices.add.submit')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Field label={t('scope.device')}>
          {(control) => <ScopeChoice control={control} kind="device" value={device} onChange={setDevice} />}
        </Field>
        <ReasonField value={reason} onChange={setReason} />
      </div>
    </Dialog>
  )
}
