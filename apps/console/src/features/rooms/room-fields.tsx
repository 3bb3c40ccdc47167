'use client'

import { PERIPHERAL_KINDS, PERIPHERAL_NAMES } from '@maestro/domain'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { isProblem } from '@/api/problem'
import { useLocations } from '@/features/locations/use-locations'
import { Button } from '@/ui/button'
import { Choice, Field, Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'
import { HoursFields } from './hours-fields'
import { type RoomForm, roomTypes } from './room-form'

const LocationDialog = dynamic(() => import('@/features/locations/location-dialog'), { ssr: false })

interface RoomFieldsProps {
  form: RoomForm
  error: Error | null
  onChange(changed: Partial<RoomForm>): void
}

export function RoomFields({ form, error, onChange }: RoomFieldsProps) {
  const { t } = useWords()
  const problem = isProblem(error) ? error : null
  return (
    <>
      <Field label={t('room.name')} error={problem?.on('name')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={120}
            value={form.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <PlaceField form={form} onChange={onChange} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('room.type')}>
          {(control) => (
            <Choice
              {...control}
              value={form.type}
              onChange={(event) => onChange({ type: roomTypes.find((one) => one === event.target.value) ?? 'huddle' })}
            >
              {roomTypes.map((type) => (
                <option key={type} value={type}>
                  {t(`room.type.${type}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('room.seats')} optional error={problem?.on('seats')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={2000}
              value={form.seats}
              onChange={(event) => onChange({ seats: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('room.timeZone')} error={problem?.on('timeZone')}>
        {(control) => (
          <>
            <Input
              {...control}
              list="time-zones"
              value={form.timeZone}
              onChange={(event) => onChange({ timeZone: event.target.value })}
            />
            <datalist id="time-zones">
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <HoursFields
        week={form.officeHours}
        error={problem?.on('officeHours')}
        onChange={(officeHours) => onChange({ officeHours })}
      />
      <ExpectedFields form={form} onChange={onChange} />
    </>
  )
}

function PlaceField({ form, onChange }: Pick<RoomFieldsProps, 'form' | 'onChange'>) {
  const { t } = useWords()
  const places = useLocations()
  const [adding, setAdding] = useState(false)
  return (
    <Field label={t('room.place')}>
      {(control) => (
        <div className="flex gap-2">
          <Choice
            {...control}
            value={form.locationId}
            onChange={(event) => onChange({ locationId: event.target.value })}
          >
            <option value="">{t('room.noPlace')}</option>
            {places.map((place) => (
              <option key={place.id} value={place.id}>
                {place.path}
              </option>
            ))}
          </Choice>
          <Button onClick={() => setAdding(true)}>{t('room.place.new')}</Button>
          {adding && (
            <LocationDialog onClose={() => setAdding(false)} onAdded={(locationId) => onChange({ locationId })} />
          )}
        </div>
      )}
    </Field>
  )
}

function ExpectedFields({ form, onChange }: Pick<RoomFieldsProps, 'form' | 'onChange'>) {
  const { t, language } = useWords()
  return (
    <fieldset className="grid gap-3 border-t border-line pt-3">
      <legend className="float-left w-full text-13 font-medium">{t('room.expected')}</legend>
      <p className="text-12 text-muted">{t('room.expected.hint')}</p>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {PERIPHERAL_KINDS.map((kind) => (
          <Field key={kind} label={PERIPHERAL_NAMES[kind][language]}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={8}
                value={form.expected[kind]}
                onChange={(event) => onChange({ expected: { ...form.expected, [kind]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  )
}
