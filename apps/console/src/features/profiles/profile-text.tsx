'use client'

import { CircleCheck, CircleX } from 'lucide-react'
import { useCallback, useEffect, useId, useMemo, useState } from 'react'
import CodeEditor, { type Mistake } from '@/ui/code-editor'
import { useWords } from '@/words/words-provider'
import { type Format, type FoundMistake, type ReadProfile, readProfile, writeProfile } from './profile-document'
import { leadingTo } from './profile-draft'
import type { ProfileEditing } from './use-profile-draft'

interface ProfileTextProps {
  format: Format
  editing: ProfileEditing
  errors: ReadonlyMap<string, string>
  editable: boolean
  isSecret(key: string): boolean
  /** While the text cannot be read there is nothing that a form could show. */
  onUnreadable(unreadable: boolean): void
}

/** The same profile as text, checked as somebody types: its form here, its values by the server. */
export default function ProfileText({ format, editing, errors, editable, isSecret, onUnreadable }: ProfileTextProps) {
  const { t } = useWords()
  const hint = useId()
  const { draft, values } = editing
  const keptValue = (key: string) => (isSecret(key) ? draft.base.values[key] : undefined)
  const write = () =>
    writeProfile(values, draft.locked, (key) => isSecret(key) && draft.changes[key] === undefined, format)
  const [text, setText] = useState(write)
  const [read, setRead] = useState<ReadProfile>(() => readProfile(text, format, keptValue))
  const sentence = useMistakeSentence()
  useEffect(() => () => onUnreadable(false), [onUnreadable])
  const change = (next: string) => {
    const found = readProfile(next, format, keptValue)
    setText(next)
    setRead(found)
    onUnreadable(found.mistakes.length > 0)
    if (found.mistakes.length === 0) editing.put(leadingTo(draft.base, found.values, found.locked))
  }
  const discarded = !editing.dirty && read.mistakes.length === 0
  const written = write()
  useEffect(() => {
    if (!discarded) return
    setText(written)
  }, [discarded, written])
  const mistakes = useMemo<Mistake[]>(
    () => [
      ...read.mistakes.map((one) => ({ from: one.from, to: one.to, message: sentence(one) })),
      ...[...errors].map(([key, message]) => {
        const [from, to] = read.places.get(key) ?? [0, 1]
        return { from, to, message }
      }),
    ],
    [read, errors, sentence],
  )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <CodeEditor
        label={t('profile.text.label', { format: t(`profile.edit.${format}`) })}
        describedBy={hint}
        language={format}
        value={text}
        readOnly={!editable}
        mistakes={mistakes}
        onChange={change}
      />
      <p id={hint} className="text-12 text-muted">
        {t('profile.text.hint')}
      </p>
      <MistakeList text={text} mistakes={mistakes} />
    </div>
  )
}

function useMistakeSentence(): (mistake: FoundMistake) => string {
  const { t } = useWords()
  return useCallback(
    (mistake) => {
      switch (mistake.kind) {
        case 'syntax':
          return t('profile.text.syntax', { message: mistake.about })
        case 'shape':
          return t('profile.text.shape')
        case 'value':
          return t('profile.text.value', { key: mistake.about })
        case 'secret':
          return t('profile.text.secret', { key: mistake.about })
      }
    },
    [t],
  )
}

function MistakeList({ text, mistakes }: { text: string; mistakes: readonly Mistake[] }) {
  const { t } = useWords()
  const lineOf = (place: number) => text.slice(0, place).split('\n').length
  if (mistakes.length === 0) {
    return (
      <p aria-live="polite" className="flex items-center gap-1.5 text-13 text-ok">
        <CircleCheck size={14} aria-hidden />
        {t('profile.text.fine')}
      </p>
    )
  }
  return (
    <ul aria-live="polite" className="grid gap-1 text-13">
      {mistakes.map((mistake) => (
        <li key={`${mistake.from}-${mistake.message}`} className="flex items-start gap-1.5 text-bad">
          <CircleX size={14} aria-hidden className="mt-0.5 shrink-0" />
          <span>
            <span className="font-medium">{t('profile.text.line', { line: lineOf(mistake.from) })}:</span>{' '}
            {mistake.message}
          </span>
        </li>
      ))}
    </ul>
  )
}
