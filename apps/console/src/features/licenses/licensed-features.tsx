'use client'

import type { Device } from '@maestro/contract'
import { findModel } from '@maestro/domain'
import { Check, Lock } from 'lucide-react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { Box } from '@/ui/box'
import { useWords } from '@/words/words-provider'

/** Every feature the model can have: licensed and confirmed, licensed, or not. */
export function LicensedFeatures({ device }: { device: Device }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const possible = findModel(device.modelKey)?.licensable ?? []
  const features = [...new Set<string>([...device.features, ...possible])]
  if (features.length === 0) return null
  return (
    <Box title={t('device.licenses')}>
      <ul className="grid gap-x-6 gap-y-1.5 text-13 sm:grid-cols-2">
        {features.map((feature) => {
          const activation = device.activations.find((one) => one.featureKey === feature)
          return (
            <li key={feature} className="flex items-center gap-2">
              {activation ? (
                <Check size={14} strokeWidth={2.5} aria-hidden className="text-ok" />
              ) : (
                <Lock size={13} aria-hidden className="text-faint" />
              )}
              <span className={activation ? 'font-medium' : 'text-muted'}>{featureName(feature)}</span>
              <span className="ml-auto text-12 text-faint">
                {activation && (activation.confirmedAt ? t('license.confirmed') : t('license.notConfirmed'))}
                {!activation && t('license.notLicensed')}
              </span>
            </li>
          )
        })}
      </ul>
    </Box>
  )
}
