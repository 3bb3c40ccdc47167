'use client'

import { isProblem } from '@/api/problem'
import { useProblemSentence } from '@/features/frame/problem-state'
import { Field, Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'

interface KeyFieldProps {
  text: string
  problem: Error | null
  mistyped: boolean
  tooShort: number | null
  onChange(text: string): void
  onLeave(): void
}

/** Takes a key however it is typed, and tells a mistyped one from an unknown one. */
export function KeyField({ text, problem, mistyped, tooShort, onChange, onLeave }: KeyFieldProps) {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const code = isProblem(problem) ? problem.code : null
  const heading =
    mistyped || code === 'license-key.mistyped'
      ? t('license.mistyped')
      : code === 'license-key.unknown'
        ? t('license.unknown')
        : null
  const detail = mistyped
    ? t('license.mistyped.detail')
    : (sentence(problem) ?? (tooShort === null ? undefined : t('license.groupLength', { count: tooShort })))
  const error = detail && (heading ? `${heading}: ${detail}` : detail)
  return (
    <Field label={t('license.key')} hint={t('license.key.hint')} error={error}>
      {(control) => (
        <Input
          {...control}
          autoFocus
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          className="mono h-11 text-16 tracking-wider md:h-11 md:text-16"
          placeholder="XXXXX-XXXXX-XXXXX-XXXXX"
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
      )}
    </Field>
  )
}
