'use client'

import type { Profile } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { ReasonField, reasonIn } from '@/features/frame/reason-field'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { ScopeChoice } from './scope-choice'

const kinds = ['organization', 'location', 'group', 'model', 'room', 'device'] as const
type Kind = (typeof kinds)[number]

/** Assigns a profile to one scope; nothing is sent by that. */
export default function AssignDialog({ profile, onClose }: { profile: Profile; onClose(): void }) {
  const { t } = useWords()
  const form = useId()
  const params = useOrganizationParams()
  const { organization } = useSession()
  const [kind, setKind] = useState<Kind>('location')
  const [scope, setScope] = useState<{ id: string; name: string } | null>(null)
  const [priority, setPriority] = useState('')
  const [reason, setReason] = useState('')
  const chosen = kind === 'organization' ? { id: organization.id, name: organization.name } : scope
  const assign = useMutation({
    mutationFn: (target: { id: string; name: string }) =>
      call('POST /organizations/{organizationId}/assignments', {
        params,
        body: {
          profileId: profile.id,
          scopeKind: kind,
          scopeId: target.id,
          ...(priority && { priority: Number(priority) }),
          ...reasonIn(reason),
        },
      }),
    onSuccess: (made) => {
      toast.success(t('assignments.added', { scope: made.scope.name }))
      onClose()
    },
  })
  const problem = isProblem(assign.error) ? assign.error : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen) assign.mutate(chosen)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('assignments.add.title', { name: profile.name })}
      lead={t('assignments.add.lead')}
      footer={
        <SubmitFooter form={form} busy={assign.isPending} disabled={!chosen} onCancel={onClose}>
          {t('assignments.add.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('assignments.to')}>
          {(control) => (
            <Choice
              {...control}
              value={kind}
              onChange={(event) => {
                setKind(kinds.find((one) => one === event.target.value) ?? 'location')
                setScope(null)
              }}
            >
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {t(`scope.${one}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        {kind !== 'organization' && (
          <Field label={t('assignments.which')} error={problem?.on('scopeId')}>
            {(control) => <ScopeChoice key={kind} control={control} kind={kind} value={scope} onChange={setScope} />}
          </Field>
        )}
        <PriorityInput value={priority} error={problem?.on('priority')} onChange={setPriority} />
        <ReasonField value={reason} onChange={setReason} />
        <ErrorList sentences={(problem?.errors ?? []).map((one) => one.message)} />
        <FormProblem error={assign.error} />
      </form>
    </Dialog>
  )
}

interface PriorityInputProps {
  value: string
  error: string | undefined
  onChange(priority: string): void
}

function PriorityInput({ value, error, onChange }: PriorityInputProps) {
  const { t } = useWords()
  return (
    <Field label={t('assignments.priority')} hint={t('assignments.priority.hint')} optional error={error}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={1}
          max={1000}
          className="max-w-28"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** A profile may hold what its new scope is too broad for: each such setting has its sentence. */
function ErrorList({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <ul role="alert" className="grid gap-1 rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
      {sentences.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  )
}
