'use client'

import type { Room } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { FormProblem } from '@/features/frame/form-problem'
import { ReasonField, reasonIn } from '@/features/frame/reason-field'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { RoomFields } from './room-fields'
import { bodyOf, formOf } from './room-form'

/** Adds a room, or changes one. */
export default function RoomDialog({ room, onClose }: { room: Room | null; onClose(): void }) {
  const { t } = useWords()
  const id = useId()
  const router = useRouter()
  const { organization, href } = useSession()
  const params = useOrganizationParams()
  const [form, setForm] = useState(() => formOf(room, organization.timeZone))
  const [reason, setReason] = useState('')
  const save = useMutation({
    mutationFn: () =>
      room
        ? call('PATCH /organizations/{organizationId}/rooms/{roomId}', {
            params: { ...params, roomId: room.id },
            version: room.version,
            body: { ...bodyOf(form), ...reasonIn(reason) },
          })
        : call('POST /organizations/{organizationId}/rooms', { params, body: bodyOf(form) }),
    onSuccess: (saved) => {
      toast.success(room ? t('room.saved') : t('room.added', { name: saved.name }))
      if (!room) router.push(href(`/rooms/${saved.id}`))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.name.trim()) save.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={room ? t('room.edit.title', { name: room.name }) : t('room.add.title')}
      footer={
        <SubmitFooter form={id} busy={save.isPending} disabled={!form.name.trim()} onCancel={onClose}>
          {room ? t('ui.save') : t('rooms.add')}
        </SubmitFooter>
      }
    >
      <form id={id} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <RoomFields form={form} error={save.error} onChange={(changed) => setForm({ ...form, ...changed })} />
        {room && <ReasonField value={reason} onChange={setReason} />}
        <FormProblem error={save.error} />
      </form>
    </Dialog>
  )
}
