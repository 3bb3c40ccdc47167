/** How long to wait for a device's answer, and how often to ask again. */
export type AttemptPolicy = {
  readonly answerTimeoutSeconds: number
  readonly maximumAttempts: number
  /** The pause after the first unanswered attempt; it doubles with every further one. */
  readonly backoffSeconds: number
  readonly maximumBackoffSeconds: number
}

export const DEFAULT_ATTEMPT_POLICY: AttemptPolicy = {
  answerTimeoutSeconds: 30,
  maximumAttempts: 3,
  backoffSeconds: 5,
  maximumBackoffSeconds: 300,
}

export type NextAttempt =
  | { readonly kind: 'retry'; readonly afterSeconds: number; readonly attempt: number }
  | { readonly kind: 'give-up'; readonly attempts: number }

/** What follows when `attempts` attempts went unanswered. Jitter is the caller's: this is the longest pause. */
export function nextAttempt(attempts: number, policy: AttemptPolicy = DEFAULT_ATTEMPT_POLICY): NextAttempt {
  if (attempts >= policy.maximumAttempts) return { kind: 'give-up', attempts }
  const pause = attempts === 0 ? 0 : policy.backoffSeconds * 2 ** (attempts - 1)
  return { kind: 'retry', afterSeconds: Math.min(pause, policy.maximumBackoffSeconds), attempt: attempts + 1 }
}

export function answerDueAt(sentAt: Date, policy: AttemptPolicy = DEFAULT_ATTEMPT_POLICY): Date {
  return new Date(sentAt.getTime() + policy.answerTimeoutSeconds * 1000)
}

export function isAnswerOverdue(sentAt: Date, now: Date, policy: AttemptPolicy = DEFAULT_ATTEMPT_POLICY): boolean {
  return answerDueAt(sentAt, policy) <= now
}
