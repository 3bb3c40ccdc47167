'use client'

import { Failure } from '@/ui/states'
import { useWords } from '@/words/words-provider'

export function CrashedPage({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }) {
  const { t } = useWords()
  return (
    <main className="grid min-h-[70dvh] place-content-center">
      <h1 className="sr-only">{t('problem.title')}</h1>
      <Failure detail={t('problem.unexpected')} requestId={digest} onRetry={onRetry} />
    </main>
  )
}
