'use client'

import type { DeviceConfiguration } from '@maestro/contract'
import { lazy } from 'react'
import { OnDemand } from '@/ui/on-demand'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { LayerTag, useLayerName } from './layer-tag'
import { useFirmwareText } from './use-firmware-text'
import { useSettings } from './use-settings'
import { useValueText } from './use-value-text'

const ValueStack = lazy(() => import('./value-stack'))

type EffectiveValue = DeviceConfiguration['values'][number]

interface EffectiveTableProps {
  modelKey: string
  values: readonly EffectiveValue[]
}

const differs = (value: EffectiveValue) =>
  value.reported !== undefined &&
  value.reported !== null &&
  JSON.stringify(value.reported) !== JSON.stringify(value.value)

/** Values in effect, each with the layer it comes from and what it beat. */
export function EffectiveTable({ modelKey, values }: EffectiveTableProps) {
  const { t } = useWords()
  const settings = useSettings(modelKey)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a narrow page scrolls the table, by keyboard too
    <section tabIndex={0} aria-label={t('configuration.title')} className="overflow-x-auto">
      <table aria-label={t('configuration.title')} className="w-full text-13">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('configuration.setting')}</th>
            <th scope="col">{t('configuration.value')}</th>
            <th scope="col">{t('configuration.layer')}</th>
            <th scope="col">{t('configuration.beat')}</th>
          </tr>
        </thead>
        <tbody>
          {values.map((value) => (
            <tr key={value.key} className="border-t border-line first:border-t-0">
              <td className="h-9 pr-4 align-middle">
                <div className="py-1">
                  {settings?.byKey.get(value.key)?.name ?? ''}
                  <span className="mono block text-faint">{value.key}</span>
                </div>
              </td>
              <td className="pr-4 font-medium">
                <ShownValue value={value} unit={settings?.byKey.get(value.key)?.unit} />
              </td>
              <td className="pr-4">
                <Provenance
                  value={value}
                  name={settings?.byKey.get(value.key)?.name ?? value.key}
                  unit={settings?.byKey.get(value.key)?.unit}
                />
              </td>
              <td className="whitespace-nowrap text-muted max-sm:hidden">
                <Beaten value={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ShownValue({ value, unit }: { value: EffectiveValue; unit: string | null | undefined }) {
  const { t } = useWords()
  const text = useValueText()
  const firmwareText = useFirmwareText()
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {value.secret ? <span className="text-muted">{t('configuration.secret')}</span> : text(value.value, unit)}
      {value.needsFirmware && (
        <Tag tone="warn" title={t('firmware.inDoubt')}>
          {firmwareText(value.needsFirmware)}
        </Tag>
      )}
      {!value.secret && differs(value) && (
        <Tag tone="warn">{t('configuration.reports', { value: text(value.reported, unit) })}</Tag>
      )}
    </span>
  )
}

function Beaten({ value }: { value: EffectiveValue }) {
  const { t } = useWords()
  const text = useValueText()
  const layerName = useLayerName()
  const first = value.beat[0]
  if (!first) return null
  const shown = value.secret ? t('configuration.secret') : text(first.value)
  return (
    <span title={value.beat.map((one) => `${layerName(one)}: ${value.secret ? '•••' : text(one.value)}`).join('\n')}>
      {t('configuration.over', { value: shown, layer: layerName(first) })}
    </span>
  )
}

interface ProvenanceProps {
  value: EffectiveValue
  name: string
  unit: string | null | undefined
}

/** The mark of the layer; pressed, it shows everything behind the value. */
function Provenance({ value, name, unit }: ProvenanceProps) {
  const { t } = useWords()
  return (
    <OnDemand
      kind="dialog"
      content={ValueStack}
      props={{ value, name, unit }}
      trigger={
        <button type="button" title={t('stack.title')} className="max-w-full rounded-[5px] hover:brightness-95">
          <LayerTag layer={value.layer} locked={value.locked} />
        </button>
      }
    />
  )
}
