'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useSyncExternalStore } from 'react'
import { type Language, languageCookie } from '@/words/languages'
import { chooseTheme, type Theme, themeCookie } from './theme'

const year = 31_536_000

function remember(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the server must know the choice before the first paint
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`
}

const watchTheme = (changed: () => void) => {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

/** The theme is an attribute of the page and a cookie, so that the next page is right from its first paint. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(
    watchTheme,
    () => chooseTheme(document.documentElement.dataset['theme']),
    () => 'system' as const,
  )
  const choose = useCallback((next: Theme) => {
    remember(themeCookie, next)
    document.documentElement.dataset['theme'] = next
  }, [])
  return [theme, choose]
}

export function useChooseLanguage(): (language: Language) => void {
  const router = useRouter()
  return useCallback(
    (language) => {
      remember(languageCookie, language)
      router.refresh()
    },
    [router],
  )
}
