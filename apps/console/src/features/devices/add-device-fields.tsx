'use client'

import { DEVICE_MODELS, REGISTRATION_MODES } from '@maestro/domain'
import { isProblem } from '@/api/problem'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { RoomChoice } from '@/features/rooms/room-choice'
import { Choice, Field, Input } from '@/ui/field'
import { Segments } from '@/ui/segments'
import { useWords } from '@/words/words-provider'
import type { AddDeviceForm } from './add-device-dialog'

interface FieldsProps {
  form: AddDeviceForm
  error: Error | null
  onChange(changed: Partial<AddDeviceForm>): void
}

export function AddDeviceFields({ form, error, onChange }: FieldsProps) {
  const { t } = useWords()
  const problem = isProblem(error) ? error : null
  return (
    <>
      <Field label={t('device.model')} error={problem?.on('modelKey')}>
        {(control) => (
          <Choice {...control} value={form.modelKey} onChange={(event) => onChange({ modelKey: event.target.value })}>
            {DEVICE_MODELS.map((model) => (
              <option key={model.key} value={model.key}>
                {model.vendor} {model.name}
              </option>
            ))}
          </Choice>
        )}
      </Field>
      <div className="grid gap-1.5">
        <span className="text-13 font-medium">{t('addDevice.kind')}</span>
        <Segments
          label={t('addDevice.kind')}
          value={form.management}
          onChange={(management) => onChange({ management })}
          options={[
            { value: 'linked', label: t('addDevice.linked') },
            { value: 'recorded', label: t('addDevice.recorded') },
          ]}
        />
        <p className="text-12 text-muted">{t(`addDevice.${form.management}.hint`)}</p>
      </div>
      <Text
        label={t('device.name')}
        name="name"
        problem={problem}
        value={form.name}
        onChange={(name) => onChange({ name })}
      />
      <Text
        label={t('device.serial')}
        hint={t('addDevice.serial.hint')}
        name="serial"
        problem={problem}
        value={form.serial}
        onChange={(serial) => onChange({ serial })}
      />
      <Field label={t('device.room')} error={problem?.on('roomId')}>
        {(control) => <RoomChoice control={control} value={form.room} onChange={(room) => onChange({ room })} />}
      </Field>
      <Text
        optional
        label={t('device.assetTag')}
        name="assetTag"
        problem={problem}
        value={form.assetTag}
        onChange={(assetTag) => onChange({ assetTag })}
      />
      {form.management === 'recorded' && <RecordedFields form={form} error={error} onChange={onChange} />}
    </>
  )
}

function RecordedFields({ form, error, onChange }: FieldsProps) {
  const { t } = useWords()
  const { modeName } = useCatalogue()
  const problem = isProblem(error) ? error : null
  return (
    <>
      <Text
        optional
        label={t('device.firmware')}
        name="firmwareVersion"
        problem={problem}
        value={form.firmware}
        onChange={(firmware) => onChange({ firmware })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('device.registration')}>
          {(control) => (
            <Choice
              {...control}
              value={form.mode}
              onChange={(event) =>
                onChange({ mode: REGISTRATION_MODES.find((one) => one === event.target.value) ?? 'none' })
              }
            >
              {REGISTRATION_MODES.map((mode) => (
                <option key={mode} value={mode}>
                  {modeName(mode)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Text
          optional
          label={t('addDevice.registrationAddress')}
          name="registration.address"
          problem={problem}
          value={form.address}
          onChange={(address) => onChange({ address })}
        />
      </div>
      <Text
        label={t('addDevice.source')}
        hint={t('addDevice.source.hint')}
        name="factsSource"
        problem={problem}
        value={form.source}
        onChange={(source) => onChange({ source })}
      />
      <Field label={t('device.factsAt')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={form.date}
            onChange={(event) => onChange({ date: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

interface TextProps {
  label: string
  hint?: string
  name: string
  optional?: boolean
  problem: { on(path: string): string | undefined } | null
  value: string
  onChange(value: string): void
}

function Text({ label, hint, name, optional, problem, value, onChange }: TextProps) {
  return (
    <Field label={label} hint={hint} optional={optional ?? false} error={problem?.on(name)}>
      {(control) => <Input {...control} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}
