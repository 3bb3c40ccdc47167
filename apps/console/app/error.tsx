'use client'

import { LazyCrashedPage } from '@/features/frame/lazy-pages'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <LazyCrashedPage digest={error.digest} onRetry={reset} />
}
