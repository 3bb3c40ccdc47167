'use client'

import { useEffect, useState } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { Choice, Input } from '@/ui/field'
import { Segments } from '@/ui/segments'
import { useWords } from '@/words/words-provider'
import type { DraftValue } from './draft'
import type { KnownSetting } from './setting-catalogue'
import { useFirmwareText } from './use-firmware-text'
import { useValueText } from './use-value-text'

interface SettingControlProps {
  setting: KnownSetting
  value: DraftValue
  /** Features the device is licensed for; a value that needs another one says so. */
  features: readonly string[]
  disabled: boolean
  describedBy: string
  onChange(value: DraftValue): void
}

/** The control that fits the type of a setting. */
export function SettingControl(props: SettingControlProps) {
  const { setting, value, onChange } = props
  const { t } = useWords()
  switch (setting.type) {
    case 'bool':
      return (
        <Segments
          label={setting.name}
          value={value === true ? 'on' : value === false ? 'off' : ''}
          onChange={(next) => onChange(next === 'on')}
          options={[
            { value: 'on', label: t('configuration.on'), disabled: props.disabled },
            { value: 'off', label: t('configuration.off'), disabled: props.disabled },
          ]}
        />
      )
    case 'enum':
      return setting.values ? <EnumControl {...props} values={setting.values} /> : <TextControl {...props} />
    case 'set':
      return <SetControl {...props} />
    case 'int':
    case 'string':
    case 'secret':
      return <TextControl {...props} />
  }
}

function EnumControl({
  setting,
  value,
  features,
  disabled,
  describedBy,
  onChange,
  values,
}: SettingControlProps & { values: readonly string[] }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const firmwareText = useFirmwareText()
  const labelOf = (option: string) => {
    const feature = setting.featureFor(option)
    const missing = feature !== null && !features.includes(feature)
    const notes = [
      missing && t('configure.needs', { feature: featureName(feature) }),
      firmwareText(setting.firmware?.values?.[option] ?? {}),
    ].filter(Boolean)
    return notes.length > 0 ? `${option} (${notes.join(', ')})` : option
  }
  return (
    <Choice
      aria-label={setting.name}
      aria-describedby={describedBy}
      disabled={disabled}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    >
      {typeof value !== 'string' && <option value="">{t('ui.notSet')}</option>}
      {values.map((option) => (
        <option key={option} value={option}>
          {labelOf(option)}
        </option>
      ))}
    </Choice>
  )
}

function TextControl({ setting, value, disabled, describedBy, onChange }: SettingControlProps) {
  const { t } = useWords()
  const [text, setText] = useState(typeof value === 'string' || typeof value === 'number' ? String(value) : '')
  useEffect(() => {
    setText(typeof value === 'string' || typeof value === 'number' ? String(value) : '')
  }, [value])
  const isNumber = setting.type === 'int'
  const finish = () => {
    if (text === String(value ?? '')) return
    if (!isNumber) onChange(text)
    else if (text.trim() !== '') onChange(Number(text))
  }
  return (
    <span className="flex items-center gap-2">
      <Input
        aria-label={setting.name}
        aria-describedby={describedBy}
        type={isNumber ? 'number' : setting.secret ? 'password' : 'text'}
        autoComplete="off"
        disabled={disabled}
        placeholder={setting.secret ? t('configure.newSecret') : undefined}
        min={setting.minimum ?? undefined}
        max={setting.maximum ?? undefined}
        maxLength={setting.maxLength ?? undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => event.key === 'Enter' && finish()}
      />
      {setting.unit && setting.unit !== 'character' && <span className="text-12 text-faint">{setting.unit}</span>}
    </span>
  )
}

function SetControl({ setting, value, disabled, onChange }: SettingControlProps) {
  const text = useValueText()
  const chosen = Array.isArray(value) ? value : []
  const toggle = (option: string, on: boolean) =>
    onChange((setting.values ?? []).filter((one) => (one === option ? on : chosen.includes(one))))
  return (
    <fieldset aria-label={setting.name} className="flex flex-wrap gap-x-3 gap-y-1" disabled={disabled}>
      {(setting.values ?? []).map((option) => (
        <label key={option} className="inline-flex items-center gap-1.5 text-13">
          <input
            type="checkbox"
            className="accent-[var(--accent)]"
            checked={chosen.includes(option)}
            onChange={(event) => toggle(option, event.target.checked)}
          />
          {text(option)}
        </label>
      ))}
    </fieldset>
  )
}
