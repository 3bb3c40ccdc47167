'use client'

import type { PlannedDevice } from '@maestro/contract'
import { CloudOff, PhoneCall, RotateCw, Zap } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useFirmwareText } from '@/features/configuration/use-firmware-text'
import { useSession } from '@/features/session/session'
import { Status } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'
import { PlannedChanges } from './planned-changes'

/** What will happen to one device, and what of the profiles it does not get. */
function Note({ row }: { row: PlannedDevice }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const firmwareText = useFirmwareText()
  const sentence = ({ key, reason, feature, firmware }: PlannedDevice['leftOut'][number]) => {
    switch (reason) {
      case 'feature-missing':
        return t('prepare.leftOut.feature-missing', { key, feature: featureName(feature ?? '') })
      case 'not-on-firmware':
        return t('prepare.leftOut.not-on-firmware', { key, firmware: firmwareText(firmware ?? {}) ?? '' })
      case 'not-valid':
        return t('prepare.leftOut.not-valid', { key })
    }
  }
  return (
    <span className="grid justify-items-start gap-0.5 whitespace-normal py-1.5">
      <Delivery row={row} />
      {row.restart && (
        <Status tone="warn" icon={RotateCw}>
          {t('preview.restart')}
        </Status>
      )}
      {row.leftOut.map((one) => (
        <span key={one.key} className="text-12 text-bad">
          {sentence(one)}
        </span>
      ))}
    </span>
  )
}

function Delivery({ row }: { row: PlannedDevice }) {
  const { t } = useWords()
  if (row.device.connection !== 'online') {
    return (
      <Status tone="off" icon={CloudOff}>
        {t('preview.waits-offline')}
      </Status>
    )
  }
  if (row.device.inCall) {
    return (
      <Status tone="info" icon={PhoneCall}>
        {t('preview.waits-in-call')}
      </Status>
    )
  }
  return (
    <Status tone="ok" icon={Zap}>
      {t('preview.now')}
    </Status>
  )
}

export function usePreviewColumns(rings: readonly string[]): ReadonlyArray<TableColumn<PlannedDevice>> {
  const { t } = useWords()
  const { href } = useSession()
  const names = rings.join('\n')
  return useMemo(() => {
    const nameOf = names.split('\n')
    const columns: TableColumn<PlannedDevice>[] = [
      {
        id: 'device',
        header: t('prepare.device'),
        always: true,
        cell: (row) => <Link href={href(`/devices/${row.device.id}`)}>{row.device.name}</Link>,
      },
      { id: 'room', header: t('prepare.room'), cell: (row) => row.room?.name ?? '–' },
      { id: 'ring', header: t('prepare.ring'), cell: (row) => nameOf[row.ring] ?? row.ring },
      {
        id: 'changes',
        header: t('prepare.changes'),
        wide: true,
        cell: (row) => <PlannedChanges changes={row.changes} first={3} />,
      },
      { id: 'note', header: t('prepare.note'), cell: (row) => <Note row={row} /> },
    ]
    return columns.filter((column) => column.id !== 'ring' || nameOf.length > 1)
  }, [t, href, names])
}
