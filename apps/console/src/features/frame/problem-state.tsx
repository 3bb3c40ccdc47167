'use client'

import { isProblem } from '@/api/problem'
import { Failure, NotFound, Refused } from '@/ui/states'
import { useWords } from '@/words/words-provider'

/** The words for an answer that was not a success, in the place where the content would have been. */
export function ProblemState({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useWords()
  if (!isProblem(error)) return <Failure detail={t('problem.unexpected')} onRetry={onRetry} />
  if (error.status === 403) return <Refused detail={error.detail || undefined} />
  if (error.status === 404) return <NotFound />
  if (error.status === 0) return <Failure offline detail={t('problem.offline')} onRetry={onRetry} />
  return <Failure detail={error.detail || t('problem.unexpected')} requestId={error.requestId} onRetry={onRetry} />
}

/** The sentence for a refused act, for dialogs and toasts. */
export function useProblemSentence(): (error: Error | null) => string | undefined {
  const { t } = useWords()
  return (error) => {
    if (!error) return undefined
    if (!isProblem(error)) return t('problem.unexpected')
    if (error.status === 0) return t('problem.offline')
    if (error.status === 412) return t('problem.conflict')
    return error.detail || error.title || t('problem.unexpected')
  }
}
