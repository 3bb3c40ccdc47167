'use client'

import type { RingPlan } from '@maestro/contract'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { useWords } from '@/words/words-provider'
import { RingFields } from './ring-fields'

interface RingsDialogProps {
  rings: readonly RingPlan[]
  onClose(): void
  onApply(rings: RingPlan[]): void
}

interface Row {
  id: number
  ring: RingPlan
}

const atMost = 10

/** Rings made by hand; what is wrong with them the server says when they are saved. */
export default function RingsDialog({ rings, onClose, onApply }: RingsDialogProps) {
  const { t } = useWords()
  const [rows, setRows] = useState<readonly Row[]>(() => rings.map((ring, id) => ({ id, ring })))
  const add = () => {
    const id = Math.max(0, ...rows.map((row) => row.id)) + 1
    const last = rows.at(-1)
    const made: Row = {
      id,
      ring: {
        name: t('ring.name', { number: rows.length + 1 }),
        size: { kind: 'percent', value: 10 },
        waitMinutes: 30,
        successPercent: 95,
        failurePercent: 10,
        failureMinimum: 1,
        failureKinds: [],
      },
    }
    // What takes the rest stays last.
    setRows(last?.ring.size.kind === 'rest' ? [...rows.slice(0, -1), made, last] : [...rows, made])
  }
  return (
    <Dialog
      open
      place="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t('ring.title')}
      lead={t('ring.lead')}
      footer={
        <>
          <Button
            look="ghost"
            className="mr-auto"
            icon={<Plus size={14} aria-hidden />}
            disabled={rows.length >= atMost}
            onClick={add}
          >
            {t('ring.add')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="go" onClick={() => onApply(rows.map((row) => row.ring))}>
            {t('ring.apply')}
          </Button>
        </>
      }
    >
      <ol className="grid gap-4">
        {rows.map((row, index) => (
          <li key={row.id} className="rounded-lg border border-line px-3.5 py-3">
            <RingFields
              ring={row.ring}
              last={index === rows.length - 1}
              onChange={(ring) => setRows(rows.map((one) => (one.id === row.id ? { ...one, ring } : one)))}
              onRemove={rows.length > 1 ? () => setRows(rows.filter((one) => one.id !== row.id)) : null}
            />
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
