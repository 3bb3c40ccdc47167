import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/features/frame/providers'
import { chooseTheme, themeCookie } from '@/features/frame/theme'
import { dictionaries } from '@/words/dictionaries'
import { chooseLanguage, languageCookie } from '@/words/languages'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Maestro', template: '%s · Maestro' },
  description: 'Fleet management for video-conference room systems',
  robots: { index: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfbfa' },
    { media: '(prefers-color-scheme: dark)', color: '#111210' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const chosen = await cookies()
  const language = chooseLanguage(chosen.get(languageCookie)?.value, (await headers()).get('accept-language'))
  const theme = chooseTheme(chosen.get(themeCookie)?.value)
  return (
    <html
      lang={language}
      data-theme={theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <Providers language={language} dictionary={dictionaries[language]}>
          {children}
        </Providers>
      </body>
    </html>
  )
}
