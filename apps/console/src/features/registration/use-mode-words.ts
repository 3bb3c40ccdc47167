'use client'

import { REGISTRATION_MODE_DESCRIPTIONS, type RegistrationMode } from '@maestro/domain'
import { useWords } from '@/words/words-provider'

/** What a registration mode means and what follows from it. */
export function useModeWords(mode: RegistrationMode): { description: string; consequence: string | undefined } {
  const { language } = useWords()
  const { description, consequence } = REGISTRATION_MODE_DESCRIPTIONS[mode]
  return { description: description[language], consequence: consequence?.[language] }
}
