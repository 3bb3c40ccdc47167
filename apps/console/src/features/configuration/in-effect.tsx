'use client'

import type { Device } from '@maestro/contract'
import { useRead } from '@/api/read'
import { useOrganizationParams } from '@/features/session/session'
import { text, useAddress } from '@/ui/address'
import { Box } from '@/ui/box'
import { SkeletonRows } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { EffectiveTable } from './effective-table'

const address = { tab: text }
const shownAtFirst = 6

/** The values somebody set, nearest layer first, with the way to all of them. */
export function InEffect({ device }: { device: Device }) {
  const { t } = useWords()
  const [, setAddress] = useAddress(address)
  const configuration = useRead('GET /organizations/{organizationId}/devices/{deviceId}/configuration', {
    params: { ...useOrganizationParams(), deviceId: device.id },
  })
  const set = configuration.data?.values.filter((value) => value.layer.kind !== 'default')
  const nearest = set?.toSorted((a, b) => Number(b.layer.kind === 'device') - Number(a.layer.kind === 'device'))
  return (
    <Box
      title={t('configuration.title')}
      aside={
        <button type="button" className="hover:text-text" onClick={() => setAddress({ tab: 'configuration' })}>
          {t('configuration.all', { count: set?.length ?? 0 })} →
        </button>
      }
    >
      {!nearest && <SkeletonRows rows={4} />}
      {nearest?.length === 0 && <p className="text-13 text-muted">{t('configuration.empty')}</p>}
      {nearest && nearest.length > 0 && (
        <EffectiveTable modelKey={device.modelKey} values={nearest.slice(0, shownAtFirst)} />
      )}
    </Box>
  )
}
