'use client'

import type { AuditEntry } from '@maestro/contract'
import { useChangeName } from '@/features/catalogue/use-change-name'
import { Fact, Facts } from '@/ui/facts'
import { ExactTime } from '@/ui/relative-time'
import { useWords } from '@/words/words-provider'
import { changesOf } from './changes'
import { useRecordedText } from './use-recorded-text'

export function AuditDetails({ entry }: { entry: AuditEntry }) {
  const { t } = useWords()
  const text = useRecordedText()
  const nameOf = useChangeName()
  const changes = changesOf(entry)
  return (
    <div className="appear mb-3 grid gap-x-8 gap-y-4 rounded-lg bg-off-soft/70 px-4 py-3.5 md:ml-8 lg:grid-cols-[minmax(0,1fr)_320px]">
      {changes.length > 0 ? (
        <table className="w-full text-13">
          <thead>
            <tr className="text-left text-12 text-faint">
              <th className="pb-1 font-medium">{t('audit.key')}</th>
              <th className="pb-1 font-medium">{t('audit.before')}</th>
              <th className="pb-1 font-medium">{t('audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.key} className="mono border-t border-line align-top">
                <td className="py-1 pr-4 [overflow-wrap:anywhere]">{nameOf(change.key)}</td>
                <td className="py-1 pr-4 text-muted [overflow-wrap:anywhere]">{text(change.key, change.before)}</td>
                <td className="py-1 font-medium [overflow-wrap:anywhere]">{text(change.key, change.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="text-13 text-muted">{t('audit.noValues')}</p>
      )}
      <Facts>
        <Fact name={t('audit.when')}>
          <ExactTime at={entry.at} />
        </Fact>
        {entry.object.name && <Fact name={t('audit.object')}>{entry.object.name}</Fact>}
        {entry.reason && <Fact name={t('audit.reason')}>{entry.reason}</Fact>}
        {entry.address && (
          <Fact name={t('audit.address')} copy={entry.address}>
            <span className="mono">{entry.address}</span>
          </Fact>
        )}
        {entry.requestId && (
          <Fact name={t('audit.requestId')} copy={entry.requestId}>
            <span className="mono">{entry.requestId}</span>
          </Fact>
        )}
      </Facts>
    </div>
  )
}
