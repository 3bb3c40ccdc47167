'use client'

import { isProblem } from '@/api/problem'
import { useProblemSentence } from './problem-state'

/** The sentence for a whole form, when nothing is said about its single fields. */
export function FormProblem({ error }: { error: Error | null }) {
  const sentence = useProblemSentence()(error)
  if (!sentence || (isProblem(error) && error.errors.length > 0 && error.status !== 412)) return null
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
      {sentence}
    </p>
  )
}
