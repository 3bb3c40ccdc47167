'use client'

import type { DeviceConfiguration } from '@maestro/contract'
import { Lock } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useSession } from '@/features/session/session'
import type { OnDemandContentProps } from '@/ui/on-demand'
import { Popover } from '@/ui/popover'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { lockName, useLayerName } from './layer-tag'
import { useValueText } from './use-value-text'

type EffectiveValue = DeviceConfiguration['values'][number]
type Layer = EffectiveValue['layer']

interface ValueStackProps {
  value: EffectiveValue
  name: string
  unit: string | null | undefined
}

/** The whole stack behind a value: what won, what it beat and why, and the lock. */
export default function ValueStack({ value, name, unit, trigger }: ValueStackProps & OnDemandContentProps) {
  const { t } = useWords()
  const layerName = useLayerName()
  const text = useValueText()
  const shown = (one: EffectiveValue['value']) => (value.secret ? t('configuration.secret') : text(one, unit))
  return (
    <Popover label={t('stack.of', { setting: name })} trigger={trigger}>
      <div className="w-80 max-w-[calc(100vw-2rem)] px-2.5 py-2">
        <p className="mb-2 text-12 font-medium text-faint">{t('stack.title')}</p>
        <ol className="grid gap-2">
          <li className="border-l-2 border-accent pl-2.5">
            <LayerLine layer={value.layer} mark={<Tag tone="accent">{t('stack.wins')}</Tag>} />
            <span className="mono font-medium">{shown(value.value)}</span>
          </li>
          {value.beat.map((one) => (
            <li
              key={`${one.kind}-${one.scopeId ?? ''}-${one.profile?.id ?? ''}`}
              className="border-l-2 border-line pl-2.5 text-muted"
            >
              <LayerLine
                layer={one}
                mark={one.reason && <span className="text-12">{t(`stack.reason.${one.reason}`)}</span>}
              />
              <span className="mono">{shown(one.value)}</span>
            </li>
          ))}
        </ol>
        {value.locked && (
          <p className="mt-2.5 flex items-start gap-1.5 border-t border-line pt-2 text-12 text-info">
            <Lock size={12} aria-hidden className="mt-0.5 shrink-0" />
            {t('stack.lockedBy', { layer: lockName(value.lockedBy ?? value.layer, layerName) })}
          </p>
        )}
      </div>
    </Popover>
  )
}

function LayerLine({ layer, mark }: { layer: Layer; mark: ReactNode }) {
  const { t } = useWords()
  const { href } = useSession()
  const layerName = useLayerName()
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <span className="font-medium">{layerName(layer)}</span>
      {layer.profile && (
        <Link
          href={href(`/configuration/profiles/${layer.profile.id}`)}
          className="text-12 underline-offset-2 hover:underline"
        >
          {t('stack.profile', { name: layer.profile.name, version: layer.profile.version })}
        </Link>
      )}
      {mark}
    </span>
  )
}
