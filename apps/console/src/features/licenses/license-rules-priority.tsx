'use client'

import type { LicenseRule } from '@maestro/contract'
import { useState } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'
import { useChangeRule } from './use-change-rule'

/** Which rule is served first; saved on leaving the field. */
export function RulePriority({ rule }: { rule: LicenseRule }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const [text, setText] = useState(String(rule.priority))
  const change = useChangeRule(rule, () => setText(String(rule.priority)))
  const finish = () => {
    const priority = Number(text)
    if (!Number.isInteger(priority) || priority < 1 || priority > 10_000) setText(String(rule.priority))
    else if (priority !== rule.priority) change.mutate({ priority })
  }
  return (
    <Input
      type="number"
      min={1}
      max={10_000}
      className="max-w-24"
      aria-label={t('licenseRules.priority.of', { feature: featureName(rule.featureKey), group: rule.group.name })}
      disabled={change.isPending}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
    />
  )
}
