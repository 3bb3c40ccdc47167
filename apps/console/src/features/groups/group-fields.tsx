'use client'

import type { Problem } from '@/api/problem'
import { Field, Input, TextArea } from '@/ui/field'
import { useWords } from '@/words/words-provider'

export interface GroupFacts {
  name: string
  description: string
  /** As typed; empty for the server's choice. */
  priority: string
}

interface GroupFieldsProps {
  facts: GroupFacts
  tried: boolean
  problem: Problem | null
  onChange(facts: GroupFacts): void
}

export function GroupFields({ facts, tried, problem, onChange }: GroupFieldsProps) {
  const { t } = useWords()
  const put = (part: Partial<GroupFacts>) => onChange({ ...facts, ...part })
  return (
    <>
      <Field
        label={t('profile.name')}
        error={problem?.on('name') ?? (tried && !facts.name.trim() ? t('ui.required') : undefined)}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            required
            maxLength={120}
            value={facts.name}
            onChange={(event) => put({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('profile.description')} optional error={problem?.on('description')}>
        {(control) => (
          <TextArea
            {...control}
            maxLength={2000}
            value={facts.description}
            onChange={(event) => put({ description: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('groups.priority')} hint={t('groups.priority.hint')} optional error={problem?.on('priority')}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={10000}
            className="max-w-28"
            value={facts.priority}
            onChange={(event) => put({ priority: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
