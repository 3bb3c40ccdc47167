'use client'

import type { Profile } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, TextArea } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { ConflictDialog } from './conflict-dialog'
import { DifferenceTable } from './difference-table'
import { untouched } from './profile-draft'
import type { ProfileEditing } from './use-profile-draft'
import type { ProfileSettings } from './use-profile-settings'

interface SaveDialogProps {
  profile: Profile
  editing: ProfileEditing
  settings: ProfileSettings
  onClose(): void
}

/** Shows what a save would change, asks why, and when somebody else was faster, lets her choose. */
export default function SaveDialog({ profile, editing, settings, onClose }: SaveDialogProps) {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const [reason, setReason] = useState('')
  const params = { ...useOrganizationParams(), profileId: profile.id }
  const { base, changes, locked } = editing.draft
  const locksChange = JSON.stringify([...base.locked].sort()) !== JSON.stringify([...locked].sort())
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /organizations/{organizationId}/profiles/{profileId}', {
        params,
        version: base.version,
        body: {
          values: { ...changes },
          ...(locksChange && { locked: [...locked] }),
          ...(reason.trim() && { reason: reason.trim() }),
        },
      }),
    onSuccess: (saved) => {
      editing.put(untouched(saved))
      toast.success(t('profile.saved', { version: saved.version }))
      onClose()
    },
  })
  if (isProblem(save.error) && save.error.status === 412) {
    return <ConflictDialog profile={profile} editing={editing} settings={settings} onClose={onClose} />
  }
  const problem = isProblem(save.error) ? save.error : null
  const sentences = problem?.errors.length ? problem.errors.map((one) => one.message) : [sentence(save.error)]
  return (
    <Dialog
      open
      place="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t('profile.save.title', { version: base.version + 1 })}
      lead={t('profile.save.lead')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="go" busy={save.isPending} onClick={() => save.mutate()}>
            {t('profile.save.submit', { version: base.version + 1 })}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {save.error && (
          <ul role="alert" className="grid gap-1 rounded-lg bg-bad-soft px-3.5 py-3 text-13 text-bad">
            {sentences.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
        <DifferenceTable label={t('profile.save.changes')} differences={editing.differences} settings={settings} />
        <Field label={t('preview.why')} optional>
          {(control) => (
            <TextArea
              {...control}
              maxLength={500}
              placeholder={t('preview.why.example')}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
