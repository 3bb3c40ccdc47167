import type { Language } from '@maestro/domain'

export const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/
/** Far from the ends of what databases and calendars know, so that one can reckon with it. */
export const YEAR_TO_RECKON_WITH = /^(?:19[7-9]\d|2\d{3})-/

const words: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  [String(CLOCK_TIME)]: {
    en: 'Must be a time of the day, such as 18:30.',
    de: 'Muss eine Uhrzeit sein, wie 18:30.',
  },
  [String(YEAR_TO_RECKON_WITH)]: {
    en: 'Must be in a year from 1970 to 2999, such as 2027-03-31.',
    de: 'Muss in einem Jahr von 1970 bis 2999 liegen, wie 2027-03-31.',
  },
}

/** What a text must be like, in words, for a pattern as an issue of Zod names it; undefined for others. */
export function patternSentence(pattern: string | undefined, language: Language): string | undefined {
  return words[pattern ?? '']?.[language]
}
