'use client'

import { useCallback } from 'react'
import { useWords } from '@/words/words-provider'

const units: Readonly<Record<string, string>> = { character: '', byte: 'B' }

const unitOf = (unit: string | null | undefined) => (unit ? (units[unit] ?? unit) : '')

const structureText = (value: object | null): string | null =>
  Array.isArray(value) ? value.join(', ') || null : value && JSON.stringify(value)

/** A setting's value as people read it. */
export function useValueText() {
  const { t, number } = useWords()
  return useCallback(
    (value: unknown, unit?: string | null): string => {
      switch (typeof value) {
        case 'boolean':
          return value ? t('configuration.on') : t('configuration.off')
        case 'number':
          return `${number(value)} ${unitOf(unit)}`.trim()
        case 'string':
          return value || t('configuration.empty.value')
        case 'object':
          return structureText(value) ?? t(value === null ? 'ui.notSet' : 'ui.none')
        default:
          return t('ui.notSet')
      }
    },
    [t, number],
  )
}
