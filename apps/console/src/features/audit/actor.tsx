'use client'

import type { AuditEntry } from '@maestro/contract'
import { useSession } from '@/features/session/session'
import { useWords } from '@/words/words-provider'

/** Who did it, as the reader would say it. */
export function Actor({ entry }: { entry: Pick<AuditEntry, 'actor' | 'grantId'> }) {
  const { t } = useWords()
  const { me } = useSession()
  const { actor } = entry
  const name = actor.id === me.id ? t('audit.you') : actor.kind === 'system' ? t('audit.kind.system') : actor.name
  return (
    <span>
      {name}
      {actor.kind === 'token' && <span className="text-faint"> · {t('audit.kind.token')}</span>}
      {entry.grantId && actor.id !== me.id && <span className="text-faint"> · {t('audit.throughGrant')}</span>}
    </span>
  )
}
