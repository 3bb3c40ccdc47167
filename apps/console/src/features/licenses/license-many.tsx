'use client'

import type { DeploymentScope } from '@maestro/contract'
import { FEATURES } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { useRead } from '@/api/read'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field } from '@/ui/field'
import { Segments } from '@/ui/segments'
import { SubmitFooter } from '@/ui/submit-footer'
import { useWords } from '@/words/words-provider'

interface LicenseManyProps {
  scope: DeploymentScope
  /** "12 devices" or the name of a group. */
  whom: string
  onClose(): void
}

/** One feature for many devices, or off many: opens the preview, which changes nothing yet. */
export default function LicenseMany({ scope, whom, onClose }: LicenseManyProps) {
  const { t } = useWords()
  const { href } = useSession()
  const router = useRouter()
  const form = useId()
  const params = useOrganizationParams()
  const [action, setAction] = useState<'activate' | 'release'>('activate')
  const [featureKey, setFeature] = useState<string>(FEATURES[0]?.key ?? '')
  const preview = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/license-activations/preview', {
        params,
        body: { action, featureKey, scope },
      }),
    onSuccess: (batch) => {
      router.push(href(`/licenses/batches/${batch.id}`))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    preview.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('licenseMany.title', { whom })}
      lead={t('licenseMany.lead')}
      footer={
        <SubmitFooter form={form} busy={preview.isPending} onCancel={onClose}>
          {t('replace.preview')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Segments<'activate' | 'release'>
          label={t('licenseMany.action')}
          value={action}
          onChange={setAction}
          options={[
            { value: 'activate', label: t('licenseMany.activate') },
            { value: 'release', label: t('licenseMany.release') },
          ]}
        />
        <FeatureField value={featureKey} onChange={setFeature} />
        <FormProblem error={preview.error} />
      </form>
    </Dialog>
  )
}

interface FeatureFieldProps {
  value: string
  onChange(featureKey: string): void
}

/** A feature, with the units that are free for it. */
export function FeatureField({ value, onChange }: FeatureFieldProps) {
  const { t, language } = useWords()
  const position = useRead('GET /organizations/{organizationId}/licenses/position', { params: useOrganizationParams() })
  const free = position.data?.features.find((one) => one.featureKey === value)?.free ?? 0
  return (
    <Field label={t('licenses.feature')} hint={position.data && t('licenseMany.free', { count: free })}>
      {(control) => (
        <Choice {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {FEATURES.map((feature) => (
            <option key={feature.key} value={feature.key}>
              {feature.name[language]}
            </option>
          ))}
        </Choice>
      )}
    </Field>
  )
}
