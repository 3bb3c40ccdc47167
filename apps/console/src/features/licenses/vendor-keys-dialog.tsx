'use client'

import type { RecordedVendorKeys } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, TextArea } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

const example = 'key,feature,evidence,date,units,device\nABCD-1234-EFGH,dual-screen,Invoice 4711,2021-03-31,1,'

/** Keeps what a former vendor sold: pasted, tried first, and then recorded, all rows or none. */
export default function VendorKeysDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const file = useId()
  const params = useOrganizationParams()
  const [csv, setCsv] = useState('')
  const record = useMutation({
    mutationFn: (dryRun: boolean) =>
      call('POST /organizations/{organizationId}/licenses/vendor-keys', { params, body: { csv, dryRun } }),
    onSuccess: (answer) => {
      if (!answer.recorded) return
      toast.success(t('vendorKeys.done', { count: answer.rows }))
      onClose()
    },
  })
  const tried = record.data && !record.data.recorded ? record.data : null
  const ready = tried !== null && tried.errors.length === 0 && tried.rows > 0
  const change = (next: string) => {
    record.reset()
    setCsv(next)
  }
  return (
    <Dialog
      open
      place="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t('vendorKeys.title')}
      lead={t('vendorKeys.lead')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          {ready ? (
            <Button look="go" busy={record.isPending} onClick={() => record.mutate(false)}>
              {t('vendorKeys.submit', { count: tried.rows })}
            </Button>
          ) : (
            <Button look="go" busy={record.isPending} disabled={!csv.trim()} onClick={() => record.mutate(true)}>
              {t('vendorKeys.try')}
            </Button>
          )}
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Field label={t('vendorKeys.csv')} hint={t('vendorKeys.csv.hint')}>
          {(control) => (
            <TextArea
              {...control}
              rows={8}
              spellCheck={false}
              className="mono"
              placeholder={example}
              value={csv}
              onChange={(event) => change(event.target.value)}
            />
          )}
        </Field>
        <div className="text-13">
          <label htmlFor={file} className="mr-2 text-muted">
            {t('vendorKeys.file')}
          </label>
          <input
            id={file}
            type="file"
            accept=".csv,text/csv"
            className="max-w-full text-12"
            onChange={(event) => void event.target.files?.[0]?.text().then(change)}
          />
        </div>
        {tried && <Tried tried={tried} />}
        {isProblem(record.error) && record.error.errors.length > 0 && (
          <ul role="alert" className="grid gap-1 rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
            {record.error.errors.map((one) => (
              <li key={`${one.path}-${one.message}`}>{one.message}</li>
            ))}
          </ul>
        )}
        <FormProblem error={record.error} />
      </div>
    </Dialog>
  )
}

/** What a trial run found: what would be recorded, and what is wrong in which line. */
function Tried({ tried }: { tried: RecordedVendorKeys }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  return (
    <section aria-live="polite" className="grid gap-2 text-13">
      {tried.errors.length > 0 ? (
        <>
          <p className="font-medium text-bad">{t('vendorKeys.wrong', { count: tried.errors.length })}</p>
          <ul className="max-h-56 divide-y divide-line overflow-y-auto border-y border-line">
            {tried.errors.map((error) => (
              <li key={`${error.line}-${error.column}-${error.code}`} className="flex flex-wrap gap-x-3 py-1.5">
                <span className="text-muted">
                  {t('vendorKeys.line', { line: error.line })}
                  {error.column && <span className="mono"> {error.column}</span>}
                </span>
                <span>{error.message}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="font-medium text-ok">{t('vendorKeys.right', { count: tried.rows })}</p>
      )}
      <ul className="text-muted">
        {tried.features.map((feature) => (
          <li key={feature.featureKey}>
            {t('vendorKeys.feature', {
              feature: featureName(feature.featureKey),
              keys: feature.keys,
              units: feature.units,
              devices: feature.devices,
            })}
          </li>
        ))}
      </ul>
    </section>
  )
}
