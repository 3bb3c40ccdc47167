'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { ReasonField, reasonIn } from '@/features/frame/reason-field'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Segments } from '@/ui/segments'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { type GroupFacts, GroupFields } from './group-fields'
import { noConditions, ruleOf } from './rule'
import { RuleBuilder } from './rule-builder'

/** Makes a group by hand or by a rule, and opens it. */
export default function CreateGroupDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const { href } = useSession()
  const router = useRouter()
  const form = useId()
  const params = useOrganizationParams()
  const [facts, setFacts] = useState<GroupFacts>({ name: '', description: '', priority: '' })
  const [how, setHow] = useState<'hand' | 'rule'>('hand')
  const [draft, setDraft] = useState(noConditions)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const rule = how === 'rule' ? ruleOf(draft) : null
  const complete = facts.name.trim() !== '' && (how === 'hand' || rule !== null)
  const create = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/groups', {
        params,
        body: {
          name: facts.name.trim(),
          description: facts.description.trim(),
          ...(facts.priority && { priority: Number(facts.priority) }),
          rule,
          ...reasonIn(reason),
        },
      }),
    onSuccess: (group) => {
      toast.success(t('groups.created', { name: group.name }))
      router.push(href(`/configuration/groups/${group.id}`))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (complete) create.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('groups.add.title')}
      footer={
        <SubmitFooter form={form} busy={create.isPending} onCancel={onClose}>
          {t('groups.add.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <GroupFields
          facts={facts}
          tried={tried}
          problem={isProblem(create.error) ? create.error : null}
          onChange={setFacts}
        />
        <Segments<'hand' | 'rule'>
          label={t('groups.how')}
          value={how}
          onChange={setHow}
          options={[
            { value: 'hand', label: t('groups.byHand') },
            { value: 'rule', label: t('groups.byRule') },
          ]}
        />
        {how === 'rule' && (
          <RuleBuilder draft={draft} error={tried && !rule ? t('group.rule.empty') : undefined} onChange={setDraft} />
        )}
        <ReasonField value={reason} onChange={setReason} />
        <FormProblem error={create.error} />
      </form>
    </Dialog>
  )
}
