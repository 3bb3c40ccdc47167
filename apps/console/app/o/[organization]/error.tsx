'use client'

import { CrashedPage } from '@/features/frame/crashed-page'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <CrashedPage digest={error.digest} onRetry={reset} />
}
