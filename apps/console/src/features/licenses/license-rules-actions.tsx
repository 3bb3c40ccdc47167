'use client'

import type { LicenseRule } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { useChangeRule } from './use-change-rule'

export function RuleActions({ rule }: { rule: LicenseRule }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const [removing, setRemoving] = useState(false)
  const change = useChangeRule(rule)
  const words = { feature: featureName(rule.featureKey), group: rule.group.name }
  return (
    <span className="inline-flex gap-1">
      <Button
        size="small"
        look="ghost"
        busy={change.isPending}
        aria-label={t(rule.enabled ? 'licenseRules.pause.of' : 'licenseRules.resume.of', words)}
        onClick={() => change.mutate({ enabled: !rule.enabled })}
      >
        {t(rule.enabled ? 'licenseRules.pause' : 'licenseRules.resume')}
      </Button>
      <Button
        size="small"
        look="ghost"
        aria-label={t('licenseRules.remove.of', words)}
        onClick={() => setRemoving(true)}
      >
        {t('licenseRules.remove')}
      </Button>
      {removing && <RemoveRule rule={rule} onClose={() => setRemoving(false)} />}
    </span>
  )
}

function RemoveRule({ rule, onClose }: { rule: LicenseRule; onClose(): void }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const params = { ...useOrganizationParams(), ruleId: rule.id }
  const words = { feature: featureName(rule.featureKey), group: rule.group.name }
  const remove = useMutation({
    mutationFn: () =>
      call('DELETE /organizations/{organizationId}/license-rules/{ruleId}', { params, version: rule.version }),
    onSuccess: () => {
      toast.success(t('licenseRules.removed'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('licenseRules.remove.title', words)}
      body={t('licenseRules.remove.body', words)}
      submit={t('licenseRules.remove.submit')}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    />
  )
}
