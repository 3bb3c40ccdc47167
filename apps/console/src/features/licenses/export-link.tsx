'use client'

import { useSession } from '@/features/session/session'
import { DownloadLink } from '@/ui/download-link'
import { useWords } from '@/words/words-provider'

/** What a page shows, as a file; for whoever may take files out. */
export function ExportLink({ href }: { href: string }) {
  const { t } = useWords()
  const { may } = useSession()
  return may('export') ? <DownloadLink href={href}>{t('pools.export')}</DownloadLink> : null
}
