'use client'

import type { Room } from '@maestro/contract'
import { useCallback } from 'react'
import { useValueText } from '@/features/configuration/use-value-text'
import { useHoursText } from '@/features/rooms/use-hours-text'

const isWeek = (key: string, value: unknown): value is Room['officeHours'] =>
  key === 'officeHours' && Array.isArray(value)

/** A recorded value as people read it; what has a form of its own is said in it. */
export function useRecordedText(): (key: string, value: unknown) => string {
  const text = useValueText()
  const hoursText = useHoursText()
  return useCallback((key, value) => (isWeek(key, value) ? hoursText(value) : text(value)), [text, hoursText])
}
