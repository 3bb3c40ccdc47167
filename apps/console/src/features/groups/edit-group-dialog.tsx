'use client'

import type { DeviceGroup } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { ReasonField, reasonIn } from '@/features/frame/reason-field'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { type GroupFacts, GroupFields } from './group-fields'
import { draftOf, ruleOf } from './rule'
import { RuleBuilder } from './rule-builder'

export default function EditGroupDialog({ group, onClose }: { group: DeviceGroup; onClose(): void }) {
  const { t } = useWords()
  const form = useId()
  const params = { ...useOrganizationParams(), groupId: group.id }
  const [facts, setFacts] = useState<GroupFacts>({
    name: group.name,
    description: group.description,
    priority: String(group.priority),
  })
  const [draft, setDraft] = useState(() => draftOf(group.rule))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const rule = group.rule ? ruleOf(draft) : null
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /organizations/{organizationId}/groups/{groupId}', {
        params,
        version: group.version,
        body: {
          name: facts.name.trim(),
          description: facts.description.trim(),
          ...(facts.priority && { priority: Number(facts.priority) }),
          ...(rule && { rule }),
          ...reasonIn(reason),
        },
      }),
    onSuccess: () => {
      toast.success(t('profile.saved.plain'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (facts.name.trim() && (!group.rule || rule)) save.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('group.edit.title', { name: group.name })}
      footer={
        <SubmitFooter form={form} busy={save.isPending} onCancel={onClose}>
          {t('ui.save')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <GroupFields
          facts={facts}
          tried={tried}
          problem={isProblem(save.error) ? save.error : null}
          onChange={setFacts}
        />
        {group.rule && (
          <RuleBuilder draft={draft} error={tried && !rule ? t('group.rule.empty') : undefined} onChange={setDraft} />
        )}
        <ReasonField value={reason} onChange={setReason} />
        <FormProblem error={save.error} />
      </form>
    </Dialog>
  )
}
