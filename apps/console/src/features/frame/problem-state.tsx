'use client'

import { isProblem } from '@/api/problem'
import { Failure, NotFound, Refused } from '@/ui/states'
import { useWords } from '@/words/words-provider'

interface ProblemStateProps {
  error: Error
  onRetry?: () => void
  /** Stands for a whole page. */
  page?: boolean
}

/** The words for an answer that was not a success, in the place where the content would have been. */
export function ProblemState({ error, onRetry, page }: ProblemStateProps) {
  const { t } = useWords()
  const retry = { page, onRetry }
  if (!isProblem(error)) return <Failure detail={t('problem.unexpected')} {...retry} />
  switch (error.status) {
    case 403:
      return <Refused page={page} detail={error.detail || undefined} />
    case 404:
      return <NotFound page={page} />
    case 0:
      return <Failure offline detail={t('problem.offline')} {...retry} />
    default:
      return <Failure detail={error.detail || t('problem.unexpected')} requestId={error.requestId} {...retry} />
  }
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
