'use client'

import { useQuery } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Skeleton } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'

/** What a rule would do now: who gets a unit, and who would wait for one. */
export function RulePreview({ featureKey, groupId }: { featureKey: string; groupId: string }) {
  const { t, number } = useWords()
  const sentence = useProblemSentence()
  const params = useOrganizationParams()
  const address = 'POST /organizations/{organizationId}/license-rules/preview'
  const { data, error } = useQuery({
    queryKey: [address, params, featureKey, groupId],
    queryFn: ({ signal }) => call(address, { params, body: { featureKey, groupId }, signal }),
    staleTime: 0,
  })
  if (error) return <p className="text-13 text-bad">{sentence(error)}</p>
  if (!data) return <Skeleton className="h-24" />
  const lines = [
    { label: t('licenseRules.preview.gets'), count: data.gets, strong: true },
    { label: t('licenseRules.preview.already'), count: data.alreadyActive },
    { label: t('licenseRules.preview.waiting'), count: data.waiting, warn: data.waiting > 0 },
    { label: t('licenseRules.preview.cannot'), count: data.modelCannot },
  ]
  return (
    <section aria-label={t('licenseRules.preview')} className="grid gap-2 rounded-md bg-off-soft px-3.5 py-3 text-13">
      <h3 className="font-semibold">{t('licenseRules.preview.title', { count: data.devices })}</h3>
      <dl className="grid gap-1">
        {lines.map(({ label, count, strong, warn }) => (
          <div key={label} className={`flex justify-between ${warn ? 'text-warn' : ''}`}>
            <dt className={warn ? '' : 'text-muted'}>{label}</dt>
            <dd className={strong ? 'font-semibold' : ''}>{number(count)}</dd>
          </div>
        ))}
      </dl>
      <First label={t('licenseRules.preview.first')} names={data.first.gets.map((one) => one.name)} of={data.gets} />
      <First
        label={t('licenseRules.preview.firstWaiting')}
        names={data.first.waiting.map((one) => one.name)}
        of={data.waiting}
      />
    </section>
  )
}

function First({ label, names, of }: { label: string; names: readonly string[]; of: number }) {
  const { t } = useWords()
  if (names.length === 0) return null
  const shown = names.slice(0, 3)
  return (
    <p className="text-12 text-muted">
      {label}: {shown.join(', ')}
      {of > shown.length && ` ${t('ui.more', { count: of - shown.length })}`}
    </p>
  )
}
