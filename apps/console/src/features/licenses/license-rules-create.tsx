'use client'

import { FEATURES } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { type ChosenScope, ScopeChoice } from '@/features/profiles/scope-choice'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { FeatureField } from './license-many'
import { RulePreview } from './license-rules-preview'

/** Makes a rule; what it would do is shown as soon as it is known what for. */
export default function CreateRuleDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const form = useId()
  const params = useOrganizationParams()
  const [featureKey, setFeature] = useState<string>(FEATURES[0]?.key ?? '')
  const [group, setGroup] = useState<ChosenScope | null>(null)
  const [priority, setPriority] = useState('')
  const create = useMutation({
    mutationFn: (groupId: string) =>
      call('POST /organizations/{organizationId}/license-rules', {
        params,
        body: { featureKey, groupId, ...(priority && { priority: Number(priority) }) },
      }),
    onSuccess: () => {
      toast.success(t('licenseRules.added'))
      onClose()
    },
  })
  const problem = isProblem(create.error) ? create.error : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (group) create.mutate(group.id)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('licenseRules.add.title')}
      lead={t('licenseRules.add.lead')}
      footer={
        <SubmitFooter form={form} busy={create.isPending} disabled={!group} onCancel={onClose}>
          {t('licenseRules.add.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <FeatureField value={featureKey} onChange={setFeature} />
        <Field label={t('licenseRules.group')} error={problem?.on('groupId')}>
          {(control) => <ScopeChoice control={control} kind="group" value={group} onChange={setGroup} />}
        </Field>
        <Field
          label={t('groups.priority')}
          optional
          hint={t('licenseRules.priority.hint')}
          error={problem?.on('priority')}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={10_000}
              value={priority}
              onChange={(event) => setPriority(event.target.value)}
            />
          )}
        </Field>
        {group && <RulePreview featureKey={featureKey} groupId={group.id} />}
        <FormProblem error={create.error} />
      </form>
    </Dialog>
  )
}
