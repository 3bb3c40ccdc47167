export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]
export const languageCookie = 'maestro-language'
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' }

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value)

/** The reader's own choice first, then the first language of the browser that we speak, then English. */
export function chooseLanguage(cookie: string | undefined, acceptLanguage: string | null): Language {
  if (isLanguage(cookie)) return cookie
  const wanted = (acceptLanguage ?? '').split(',').map((entry) => {
    const [tag = '', weight] = entry.trim().split(';q=')
    return { language: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) }
  })
  const known = wanted.filter((entry) => isLanguage(entry.language)).sort((a, b) => b.weight - a.weight)
  const first = known[0]?.language
  return isLanguage(first) ? first : 'en'
}
