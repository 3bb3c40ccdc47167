'use client'

import type { AuditEntry } from '@maestro/contract'
import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useChangeName } from '@/features/catalogue/use-change-name'
import { useDeploymentTitle } from '@/features/deployments/use-deployment-title'
import type { Tone } from '@/ui/status'
import type { WordKey } from '@/words/en'
import { useWords } from '@/words/words-provider'
import { changesOf, featureOf, scopeOf } from './changes'
import { useRecordedText } from './use-recorded-text'

const tones: Readonly<Partial<Record<string, Tone>>> = {
  'target.failed': 'bad',
  'deployment.stopped': 'bad',
  'drift.found': 'warn',
  'target.confirmed': 'ok',
  'license.activated': 'ok',
  'license.confirmed': 'ok',
  'device.enrolled': 'ok',
  'deployment.finished': 'ok',
  'deployment.approved': 'ok',
  'target.sent': 'info',
  'target.planned': 'info',
  'target.waiting': 'info',
  'target.forced': 'info',
  'configuration.changed': 'info',
  'deployment.started': 'info',
}

export function toneOf(entry: Pick<AuditEntry, 'action' | 'outcome'>): Tone {
  if (entry.outcome === 'refused' || entry.outcome === 'failed') return 'bad'
  return tones[entry.action] ?? 'off'
}

/** What happened, in one sentence without its subject: who did it stands beside it. */
export function AuditSentence({ entry, withoutObject }: { entry: AuditEntry; withoutObject?: boolean }) {
  const { rich, t, knows } = useWords()
  const { featureName } = useCatalogue()
  const titleOf = useObjectTitle()
  const feature = featureOf(entry)
  const short = `here.${entry.action}`
  const key = withoutObject && knows(short) ? short : `action.${entry.action}`
  const what = titleOf(entry.object) ?? (withoutObject ? '' : entry.object.kind)
  if (!knows(key)) return <span>{entry.action}</span>
  return (
    <span className="[overflow-wrap:anywhere]">
      {(rich as LooseRich)(key, {
        what: <strong className="font-medium">{what}</strong>,
        feature: <strong className="font-medium">{feature ? featureName(feature) : t('action.aLicense')}</strong>,
        change: <Change entry={entry} />,
        where: <strong className="font-medium">{scopeOf(entry)}</strong>,
      })}
    </span>
  )
}

/** A deployment of licences is named after them, in the reader's language. */
function useObjectTitle() {
  const titleOf = useDeploymentTitle()
  return ({ kind, name }: AuditEntry['object']): string | null => {
    const ofLicenses = kind === 'deployment' && name?.startsWith('license.')
    return name && ofLicenses ? titleOf({ kind: 'license', title: name }) : name
  }
}

/** Every action's phrase takes some of the same four fillings; which ones is the phrase's own choice. */
type LooseRich = (key: WordKey, fillings: Readonly<Record<string, ReactNode>>) => ReactNode

function Change({ entry }: { entry: AuditEntry }) {
  const { t } = useWords()
  const text = useRecordedText()
  const nameOf = useChangeName()
  const changes = changesOf(entry)
  const first = changes[0]
  if (!first) return <>{t('action.aChange')}</>
  if (changes.length > 1) {
    const licenses = changes.every(({ key }) => key.startsWith('license.'))
    return (
      <strong className="font-medium">
        {t(licenses ? 'action.licenses' : 'action.changes', { count: changes.length })}
      </strong>
    )
  }
  return (
    <span className="mono">
      <strong className="font-medium">{nameOf(first.key)}</strong> {text(first.key, first.before)}{' '}
      <ArrowRight size={11} className="inline text-faint" aria-label={t('ui.changedTo')} />{' '}
      {text(first.key, first.after)}
    </span>
  )
}
