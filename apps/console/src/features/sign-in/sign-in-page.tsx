'use client'

import { useChooseLanguage, useTheme } from '@/features/frame/preferences'
import { themes } from '@/features/frame/theme'
import { Logo } from '@/ui/logo'
import { languageNames, languages } from '@/words/languages'
import { useWords } from '@/words/words-provider'
import { SignInForm } from './sign-in-form'

export function SignInPage({ next }: { next: string | undefined }) {
  const { t, language } = useWords()
  const chooseLanguage = useChooseLanguage()
  const [theme, chooseTheme] = useTheme()
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto] px-4">
      <main className="grid place-content-center justify-items-center py-10">
        <div className="w-[min(360px,calc(100vw-2rem))]">
          <div className="mb-7 grid gap-3">
            <Logo size={36} />
            <h1 className="text-20 font-semibold tracking-tight">{t('signIn.title')}</h1>
            <p className="text-14 text-muted">{t('signIn.lead')}</p>
          </div>
          <SignInForm next={next} />
        </div>
      </main>
      <footer className="flex flex-wrap justify-center gap-x-5 gap-y-1 py-5 text-12 text-muted">
        <label className="inline-flex items-center gap-1.5">
          {t('frame.language')}
          <select
            value={language}
            onChange={(event) => chooseLanguage(event.target.value === 'de' ? 'de' : 'en')}
            className="h-8 rounded-md bg-transparent px-1 text-text"
          >
            {languages.map((option) => (
              <option key={option} value={option}>
                {languageNames[option]}
              </option>
            ))}
          </select>
        </label>
        <label className="inline-flex items-center gap-1.5">
          {t('frame.theme')}
          <select
            value={theme}
            onChange={(event) => chooseTheme(themes.find((option) => option === event.target.value) ?? 'system')}
            className="h-8 rounded-md bg-transparent px-1 text-text"
          >
            {themes.map((option) => (
              <option key={option} value={option}>
                {t(`frame.theme.${option}`)}
              </option>
            ))}
          </select>
        </label>
      </footer>
    </div>
  )
}
