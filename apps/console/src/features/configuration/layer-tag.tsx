'use client'

import { Lock } from 'lucide-react'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'

const kinds = ['default', 'partner', 'organization', 'location', 'group', 'model', 'room', 'device'] as const

interface LayerReference {
  kind: string
  name: string
  profile?: { name: string } | undefined
}

export function useLayerName() {
  const { t } = useWords()
  return (layer: LayerReference): string => {
    const kind = kinds.find((one) => one === layer.kind)
    if (!kind) return layer.name
    const word = t(`configuration.layer.${kind}`)
    return kind === 'default' || kind === 'device' || !layer.name ? word : layer.name
  }
}

/** A lock is found by the profile that holds it. */
export const lockName = (layer: LayerReference, layerName: (layer: LayerReference) => string) =>
  layer.profile ? `${layer.profile.name} (${layerName(layer)})` : layerName(layer)

/** Where a value comes from, and whether a later layer may override it. */
export function LayerTag({ layer, locked }: { layer: LayerReference; locked: boolean }) {
  const { t } = useWords()
  const name = useLayerName()(layer)
  const tone = locked ? 'info' : layer.kind === 'device' ? 'accent' : 'plain'
  return (
    <Tag tone={tone}>
      {locked && <Lock size={11} aria-hidden className="mr-1" />}
      {locked ? `${name} · ${t('configuration.locked')}` : name}
    </Tag>
  )
}
