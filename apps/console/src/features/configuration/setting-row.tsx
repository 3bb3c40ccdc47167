'use client'

import type { DeviceConfiguration } from '@maestro/contract'
import { clsx } from 'clsx'
import { RotateCcw, Undo2 } from 'lucide-react'
import { Button } from '@/ui/button'
import { Diff } from '@/ui/diff'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import type { DraftValue } from './draft'
import { lockName, useLayerName } from './layer-tag'
import type { KnownSetting } from './setting-catalogue'
import { SettingControl } from './setting-control'
import { useFirmwareText } from './use-firmware-text'
import { useValueText } from './use-value-text'

interface SettingRowProps {
  setting: KnownSetting
  effective: DeviceConfiguration['values'][number] | undefined
  features: readonly string[]
  /** Whether the device has said what it runs. */
  firmwareKnown: boolean
  drafted: { value: DraftValue } | null
  error: string | undefined
  onChange(value: DraftValue): void
  onUndo(): void
}

/** One setting to change: what it means and its default beside it, not in a tooltip. */
export function SettingRow(props: SettingRowProps) {
  const { setting, effective, features, drafted, error, onChange } = props
  const { t } = useWords()
  const layerName = useLayerName()
  const id = `about-${setting.key}`
  const now = (effective?.value ?? setting.default ?? null) as DraftValue
  const lock =
    effective?.locked === true && effective.layer.kind !== 'device' ? (effective.lockedBy ?? effective.layer) : null
  const shown = setting.secret && !drafted ? null : (drafted?.value ?? now)
  return (
    <li
      className={clsx(
        'grid gap-x-5 gap-y-2 border-t border-line py-3 first:border-t-0 sm:grid-cols-[minmax(0,1fr)_240px]',
        drafted && '-mx-2 rounded-md border-transparent bg-accent-soft/50 px-2',
      )}
    >
      <About id={id} setting={setting} firmwareKnown={props.firmwareKnown} />
      <div className="grid content-start gap-1.5">
        <SettingControl
          setting={setting}
          value={shown}
          features={features}
          disabled={lock !== null}
          describedBy={id}
          onChange={onChange}
        />
        {lock && <p className="text-12 text-muted">{t('configure.locked', { layer: lockName(lock, layerName) })}</p>}
        {error && (
          <p role="alert" className="text-12 text-bad">
            {error}
          </p>
        )}
        <Undo {...props} now={now} />
      </div>
    </li>
  )
}

function About({ id, setting, firmwareKnown }: { id: string } & Pick<SettingRowProps, 'setting' | 'firmwareKnown'>) {
  const { t } = useWords()
  const text = useValueText()
  const firmware = useFirmwareText()(setting.firmware ?? {})
  const facts = [
    setting.key,
    setting.default !== null && t('configure.default', { value: text(setting.default, setting.unit) }),
    setting.minimum !== null &&
      setting.maximum !== null &&
      t('configure.range', { minimum: setting.minimum, maximum: setting.maximum }),
    firmware,
  ]
  return (
    <div id={id} className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13 font-medium">
        {setting.name}
        {setting.restart && <Tag tone="warn">{t('configure.restarts')}</Tag>}
        {firmware && !firmwareKnown && <Tag tone="warn">{t('firmware.inDoubt')}</Tag>}
      </div>
      <p className="text-12 text-muted">{setting.description}</p>
      <p className="mono text-12 text-faint [overflow-wrap:anywhere]">{facts.filter(Boolean).join(' · ')}</p>
    </div>
  )
}

/** The way back: from a draft to what is, or from the device's own value to the inherited one. */
function Undo({ setting, effective, drafted, now, onChange, onUndo }: SettingRowProps & { now: DraftValue }) {
  const { t } = useWords()
  const text = useValueText()
  if (drafted) {
    return (
      <div className="flex items-center justify-between gap-2 text-12">
        {setting.secret ? (
          <span />
        ) : (
          <Diff before={text(now, setting.unit)} after={text(drafted.value, setting.unit)} />
        )}
        <Button look="ghost" size="small" onClick={onUndo} icon={<Undo2 size={12} aria-hidden />}>
          {t('configure.undo')}
        </Button>
      </div>
    )
  }
  if (effective?.layer.kind !== 'device') return null
  return (
    <Button
      look="ghost"
      size="small"
      className="justify-self-end"
      icon={<RotateCcw size={12} aria-hidden />}
      onClick={() => onChange(null)}
    >
      {t('configure.takeBack')}
    </Button>
  )
}
