'use client'

import type { Device } from '@maestro/contract'
import { findModel } from '@maestro/domain'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'

interface FreeUnitsProps {
  device: Pick<Device, 'id' | 'modelKey'>
  featureKey: string | null
  busy: boolean
  onUse(featureKey: string): void
}

/** Units of the organization's own pools that this model could use, the wanted feature first. */
export function FreeUnits({ device, featureKey, busy, onUse }: FreeUnitsProps) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const position = useRead('GET /organizations/{organizationId}/licenses/position', { params: useOrganizationParams() })
  const possible: readonly string[] = findModel(device.modelKey)?.licensable ?? []
  const free = (position.data?.features ?? [])
    .filter((feature) => feature.free > 0 && possible.includes(feature.featureKey))
    .sort((a, b) => Number(b.featureKey === featureKey) - Number(a.featureKey === featureKey))
  if (free.length === 0) return null
  return (
    <section className="mt-5 border-t border-line pt-4">
      <h3 className="mb-2 text-13 font-medium">{t('license.fromPool')}</h3>
      <ul className="grid gap-1.5">
        {free.map((feature) => (
          <li key={feature.featureKey} className="flex items-center justify-between gap-3 text-13">
            {t('license.fromPool.unit', { feature: featureName(feature.featureKey), free: feature.free })}
            <Button size="small" disabled={busy} onClick={() => onUse(feature.featureKey)}>
              {t('license.fromPool.submit')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
