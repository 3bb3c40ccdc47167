'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { Segments } from '@/ui/segments'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

export function ApprovalForm() {
  const { t } = useWords()
  const { organization, may } = useSession()
  const params = useOrganizationParams()
  const [needed, setNeeded] = useState<'never' | 'from'>(organization.approvalFrom === null ? 'never' : 'from')
  const [from, setFrom] = useState(String(organization.approvalFrom ?? 10))
  const editable = may('organization.manage')
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /organizations/{organizationId}', {
        params,
        version: organization.version,
        body: { approvalFrom: needed === 'never' ? null : Math.max(1, Math.trunc(Number(from)) || 1) },
      }),
    onSuccess: () => toast.success(t('settings.saved')),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="grid max-w-2xl gap-3" noValidate>
      <div>
        <h2 className="text-14 font-semibold">{t('settings.approval')}</h2>
        <p className="text-13 text-muted">{t('settings.approval.lead')}</p>
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <Segments<'never' | 'from'>
          label={t('settings.approval.needed')}
          value={needed}
          onChange={setNeeded}
          options={[
            { value: 'never', label: t('settings.approval.never'), disabled: !editable },
            { value: 'from', label: t('settings.approval.from'), disabled: !editable },
          ]}
        />
        {needed === 'from' && (
          <Field
            label={t('settings.approval.count')}
            error={isProblem(save.error) ? save.error.on('approvalFrom') : undefined}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                className="max-w-28"
                disabled={!editable}
                value={from}
                onChange={(event) => setFrom(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      {needed === 'from' && Number(from) === 1 && (
        <p className="text-13 text-muted">{t('settings.approval.everyChange')}</p>
      )}
      <FormProblem error={save.error} />
      {editable && (
        <Button type="submit" look="go" busy={save.isPending} className="justify-self-start">
          {t('ui.save')}
        </Button>
      )}
    </form>
  )
}
