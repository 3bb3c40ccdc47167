'use client'

import Link from 'next/link'
import { buttonClass } from '@/ui/button'
import { NotFound } from '@/ui/states'
import { useWords } from '@/words/words-provider'

export function MissingPage() {
  const { t } = useWords()
  return (
    <main className="grid min-h-[70dvh] place-content-center">
      <h1 className="sr-only">{t('problem.notFound.title')}</h1>
      <NotFound
        action={
          <Link href="/" className={buttonClass()}>
            {t('problem.notFound.action')}
          </Link>
        }
      />
    </main>
  )
}
