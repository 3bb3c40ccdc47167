import { german } from './de'
import { english, type WordKey } from './en'
import type { Language } from './languages'

/** Read on the server only, so that the browser receives one language and no code. */
export const dictionaries: Record<Language, Readonly<Record<WordKey, string>>> = { en: english, de: german }
