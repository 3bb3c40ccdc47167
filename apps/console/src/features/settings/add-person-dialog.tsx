'use client'

import { ROLE_DESCRIPTIONS, ROLES, type Role } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { ShownOnce } from '@/features/frame/shown-once'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { useAssignableRoles } from './role-choice'
import { useRoleName } from './use-role-name'

export default function AddPersonDialog({ onClose }: { onClose(): void }) {
  const { t, language } = useWords()
  const form = useId()
  const roleName = useRoleName()
  const assignable = useAssignableRoles()
  const params = useOrganizationParams()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('technician')
  const add = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/people', {
        params,
        body: { name: name.trim(), email: email.trim(), role },
      }),
    onSuccess: ({ member, password }) => {
      toast.success(t('settings.people.added', { name: member.name }))
      if (!password) onClose()
    },
  })
  const problem = isProblem(add.error) ? add.error : null
  const ready = name.trim() !== '' && email.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) add.mutate()
  }
  if (add.data?.password) {
    return (
      <ShownOnce
        title={t('settings.people.added', { name: add.data.member.name })}
        lead={t('settings.people.password', { name: add.data.member.name })}
        secrets={[
          { name: t('settings.email'), text: add.data.member.email },
          { name: t('settings.password'), text: add.data.password },
        ]}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('settings.people.add.title')}
      footer={
        <SubmitFooter form={form} busy={add.isPending} disabled={!ready} onCancel={onClose}>
          {t('settings.people.add.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('settings.name')} error={problem?.on('name')}>
          {(control) => (
            <Input {...control} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('settings.email')} error={problem?.on('email')}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('settings.role')}
          hint={ROLE_DESCRIPTIONS[role].description[language]}
          error={problem?.on('role')}
        >
          {(control) => (
            <Choice
              {...control}
              value={role}
              onChange={(event) => setRole(ROLES.find((one) => one === event.target.value) ?? 'technician')}
            >
              {assignable.map((one) => (
                <option key={one} value={one}>
                  {roleName(one)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <FormProblem error={add.error} />
      </form>
    </Dialog>
  )
}
