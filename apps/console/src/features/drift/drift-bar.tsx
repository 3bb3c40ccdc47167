'use client'

import type { DriftedSetting } from '@maestro/contract'
import { useState } from 'react'
import { BulkBar } from '@/ui/bulk-bar'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'
import { DriftDialog } from './drift-dialog'

interface DriftBarProps {
  rows: readonly DriftedSetting[]
  onDone(): void
}

/** What can be done with chosen drift. */
export function DriftBar({ rows, onDone }: DriftBarProps) {
  const { t } = useWords()
  const [open, setOpen] = useState<'adopt' | 'enforce' | null>(null)
  const adoptable = rows.some((row) => row.adoptable)
  return (
    <>
      <BulkBar count={rows.length} onClear={onDone}>
        <Button disabled={!adoptable} onClick={() => setOpen('adopt')}>
          {t('drift.adopt')}
        </Button>
        <Button look="go" onClick={() => setOpen('enforce')}>
          {t('drift.enforce')}
        </Button>
      </BulkBar>
      {open && (
        <DriftDialog
          act={open}
          rows={rows}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null)
            onDone()
          }}
        />
      )}
    </>
  )
}
