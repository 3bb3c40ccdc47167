'use client'

import { useEffect, useRef } from 'react'
import { useWords } from '@/words/words-provider'
import { Button } from '../button'

interface LoadMoreProps {
  hasMore: boolean
  busy: boolean
  onMore(): void
}

/** Fetches the next page shortly before the reader reaches the end; the button is for those who do not scroll. */
export function LoadMore({ hasMore, busy, onMore }: LoadMoreProps) {
  const { t } = useWords()
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = end.current
    if (!element || !hasMore || busy) return
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && onMore(), {
      rootMargin: '600px',
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [hasMore, busy, onMore])
  if (!hasMore) return null
  return (
    <div ref={end} className="flex justify-center py-4">
      <Button look="ghost" busy={busy} onClick={onMore}>
        {t('ui.nextPage')}
      </Button>
    </div>
  )
}
