'use client'

import Link from 'next/link'
import { Button } from '@/ui/button'
import { NotFound } from '@/ui/states'
import { useWords } from '@/words/words-provider'

export function MissingPage() {
  const { t } = useWords()
  return (
    <main className="grid min-h-[70dvh] place-content-center">
      <h1 className="sr-only">{t('problem.notFound.title')}</h1>
      <NotFound
        action={
          <Button asChild>
            <Link href="/">{t('problem.notFound.action')}</Link>
          </Button>
        }
      />
    </main>
  )
}
