'use client'

import type { Device } from '@maestro/contract'
import { DEVICE_MODELS, findModel } from '@maestro/domain'
import { isProblem } from '@/api/problem'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { Check } from '@/features/preparation/plan-form'
import { Choice, Field, Input } from '@/ui/field'
import { Segments } from '@/ui/segments'
import { useWords } from '@/words/words-provider'
import { DeviceChoice } from './device-choice'
import type { ReplacementForm } from './replacement'
import { retireCauses } from './retire-causes'

interface ReplaceFieldsProps {
  device: Device
  form: ReplacementForm
  error: Error | null
  onChange(changed: Partial<ReplacementForm>): void
}

/** By which device, what becomes of the old one, and what the label says. */
export function ReplaceFields({ device, form, error, onChange }: ReplaceFieldsProps) {
  const { t } = useWords()
  return (
    <>
      <div className="grid gap-1.5">
        <span className="text-13 font-medium">{t('replace.by')}</span>
        <Segments
          label={t('replace.by')}
          value={form.kind}
          onChange={(kind) => onChange({ kind })}
          options={[
            { value: 'known', label: t('replace.known') },
            { value: 'new', label: t('replace.new') },
          ]}
        />
      </div>
      {form.kind === 'known' ? (
        <Field label={t('scope.device')} hint={t('replace.known.hint')}>
          {(control) => (
            <DeviceChoice
              control={control}
              value={form.device}
              state={device.management === 'recorded' ? 'recorded' : 'staged'}
              except={device.id}
              onChange={(next) => onChange({ device: next })}
            />
          )}
        </Field>
      ) : (
        <NewDevice device={device} form={form} error={error} onChange={onChange} />
      )}
      <Field label={t('replace.cause')}>
        {(control) => (
          <Choice
            {...control}
            value={form.cause}
            onChange={(event) =>
              onChange({ cause: retireCauses.find((one) => one === event.target.value) ?? 'failed' })
            }
          >
            {retireCauses.map((one) => (
              <option key={one} value={one}>
                {t(`device.cause.${one}`)}
              </option>
            ))}
          </Choice>
        )}
      </Field>
      {device.assetTag && (
        <Check
          checked={form.takeAssetTag}
          hint={t('replace.assetTag.hint')}
          onChange={(takeAssetTag) => onChange({ takeAssetTag })}
        >
          {t('replace.assetTag', { tag: device.assetTag })}
        </Check>
      )}
    </>
  )
}

function NewDevice({ device, form, error, onChange }: ReplaceFieldsProps) {
  const { t } = useWords()
  const { modelName } = useCatalogue()
  const problem = isProblem(error) ? error : null
  const recorded = device.management === 'recorded'
  const alike = DEVICE_MODELS.filter((model) => (model.management === 'recorded') === recorded)
  const known = findModel(device.modelKey) ? [] : [device.modelKey]
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        label={t('device.serial')}
        hint={t('addDevice.serial.hint')}
        error={problem?.on('by.serial') ?? problem?.on('serial')}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            className="mono"
            maxLength={64}
            value={form.serial}
            onChange={(event) => onChange({ serial: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('device.model')} error={problem?.on('by.modelKey')}>
        {(control) => (
          <Choice {...control} value={form.modelKey} onChange={(event) => onChange({ modelKey: event.target.value })}>
            {[...known, ...alike.map((model) => model.key)].map((key) => (
              <option key={key} value={key}>
                {modelName(key)}
              </option>
            ))}
          </Choice>
        )}
      </Field>
    </div>
  )
}
