'use client'

import { useRead } from '@/api/read'
import { useOrganizationParams } from '@/features/session/session'
import { Field, Input } from '@/ui/field'
import { FilterChip } from '@/ui/filter-chip'
import { useWords } from '@/words/words-provider'
import { conditionNames, type RuleDraft, ruleOf } from './rule'
import { useRuleOptions } from './use-rule-options'

export const conditionWords = {
  model: 'device.model',
  firmware: 'device.firmware',
  registration: 'device.registration',
  feature: 'device.licenses',
  location: 'rooms.place',
  roomType: 'group.rule.roomType',
} as const

interface RuleBuilderProps {
  draft: RuleDraft
  error: string | undefined
  onChange(draft: RuleDraft): void
}

/** Conditions from the device filters, with how many devices fulfil them now. */
export function RuleBuilder({ draft, error, onChange }: RuleBuilderProps) {
  const { t } = useWords()
  const options = useRuleOptions()
  return (
    <fieldset aria-label={t('group.rule')} className="grid min-w-0 gap-3 rounded-lg border border-line px-3.5 py-3">
      <p className="text-12 text-muted">{t('group.rule.lead')}</p>
      <div className="flex flex-wrap gap-2">
        {conditionNames.map((name) => (
          <FilterChip
            key={name}
            label={t(conditionWords[name])}
            options={options[name]}
            chosen={draft[name]}
            onChange={(chosen) => onChange({ ...draft, [name]: chosen })}
          />
        ))}
      </div>
      <Field label={t('group.rule.search')} optional>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={draft.search}
            onChange={(event) => onChange({ ...draft, search: event.target.value })}
          />
        )}
      </Field>
      <LiveCount draft={draft} />
      {error && (
        <p role="alert" className="text-12 text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function LiveCount({ draft }: { draft: RuleDraft }) {
  const { t, number } = useWords()
  const rule = ruleOf(draft)
  // The list of devices cannot be asked for kinds of rooms; the group itself is counted by the server.
  const { roomType, ...query } = rule ?? {}
  const found = useRead(
    'GET /organizations/{organizationId}/devices',
    { params: useOrganizationParams(), query: { ...query, limit: 1 } },
    { enabled: rule !== null && roomType === undefined, keep: true },
  )
  const total = found.data?.total
  if (!rule || roomType || !total) return null
  return (
    <p aria-live="polite" className="text-13 font-medium">
      {total.more
        ? t('group.rule.countMore', { count: number(total.count) })
        : t('group.rule.count', { count: total.count })}
    </p>
  )
}
