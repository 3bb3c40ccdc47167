'use client'

import { ROLE_DESCRIPTIONS, ROLES } from '@maestro/domain'
import { useCallback } from 'react'
import { useWords } from '@/words/words-provider'

export function useRoleName(): (role: string) => string {
  const { language } = useWords()
  return useCallback(
    (role) => {
      const known = ROLES.find((one) => one === role)
      return known ? ROLE_DESCRIPTIONS[known].name[language] : role
    },
    [language],
  )
}
