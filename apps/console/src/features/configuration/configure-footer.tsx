'use client'

import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'

interface ConfigureFooterProps {
  changes: number
  busy: boolean
  onClear(): void
  onPreview(): void
}

export function ConfigureFooter({ changes, busy, onClear, onPreview }: ConfigureFooterProps) {
  const { t } = useWords()
  return (
    <>
      <span aria-live="polite" className="mr-auto text-13 text-muted">
        {changes === 0 ? t('configure.noChanges') : t('configure.changed', { count: changes })}
      </span>
      {changes > 0 && (
        <Button look="ghost" onClick={onClear}>
          {t('ui.discard')}
        </Button>
      )}
      <Button look="go" busy={busy} disabled={changes === 0} onClick={onPreview}>
        {t('configure.preview')}
      </Button>
    </>
  )
}
