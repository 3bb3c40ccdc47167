'use client'

import type { DeploymentScope } from '@maestro/contract'
import { type FormEvent, useId, useState } from 'react'
import { type ChosenScope, ScopeChoice } from '@/features/profiles/scope-choice'
import { Dialog } from '@/ui/dialog'
import { Choice, Field } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { useWords } from '@/words/words-provider'
import { useDeploy } from './use-deploy'

const kinds = ['everyone', 'location', 'group', 'profile'] as const
type Kind = (typeof kinds)[number]

function scopeOf(kind: Kind, chosen: ChosenScope | null): DeploymentScope | null {
  const id = chosen?.id
  if (kind === 'everyone') return { everyone: true }
  if (id === undefined) return null
  const scopes = { location: { locationId: id }, group: { groupId: id }, profile: { profileId: id } }
  return scopes[kind]
}

/** Asks which devices; everything else is on the preview. */
export default function NewDeploymentDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const form = useId()
  const deploy = useDeploy()
  const [kind, setKind] = useState<Kind>('everyone')
  const [chosen, setChosen] = useState<ChosenScope | null>(null)
  const scope = scopeOf(kind, chosen)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (scope) deploy.mutate({ scope, ...(chosen && { title: chosen.name }) })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('deploy.new.title')}
      lead={t('deploy.new.lead')}
      footer={
        <SubmitFooter form={form} busy={deploy.isPending} disabled={!scope} onCancel={onClose}>
          {t('deploy.new.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('deploy.new.what')}>
          {(control) => (
            <Choice
              {...control}
              value={kind}
              onChange={(event) => {
                setKind(kinds.find((one) => one === event.target.value) ?? 'everyone')
                setChosen(null)
              }}
            >
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {t(`deploy.new.${one}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        {kind !== 'everyone' && (
          <Field label={t('assignments.which')}>
            {(control) => <ScopeChoice key={kind} control={control} kind={kind} value={chosen} onChange={setChosen} />}
          </Field>
        )}
      </form>
    </Dialog>
  )
}
