'use client'

import type { ChangePreview } from '@maestro/contract'
import { CloudOff, Download, PhoneCall, RotateCw, Zap } from 'lucide-react'
import { Button } from '@/ui/button'
import { downloadCsv } from '@/ui/csv'
import { Diff } from '@/ui/diff'
import { Field, TextArea } from '@/ui/field'
import { Status, Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import type { KnownSetting } from './setting-catalogue'
import { useFirmwareText } from './use-firmware-text'
import { useValueText } from './use-value-text'

interface PreviewStepProps {
  preview: ChangePreview
  settings: ReadonlyMap<string, KnownSetting>
  reason: string
  onReason(reason: string): void
}

/** What will change, who is affected, when, and why. */
export function PreviewStep({ preview, settings, reason, onReason }: PreviewStepProps) {
  const { t } = useWords()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <ul
        aria-label={t('preview.effects')}
        className="flex flex-wrap gap-x-5 gap-y-2 rounded-lg bg-off-soft px-3.5 py-2.5"
      >
        <li className="text-13 font-medium">
          {preview.deviceName}
          {preview.roomName && <span className="font-normal text-muted"> · {preview.roomName}</span>}
        </li>
        <li>
          <Delivery preview={preview} />
        </li>
        {preview.restart && (
          <li>
            <Status tone="warn" icon={RotateCw}>
              {t('preview.restart')}
            </Status>
          </li>
        )}
      </ul>
      <ChangesTable preview={preview} settings={settings} />
      <section>
        <h3 className="mb-1 text-12 text-faint">{t('preview.when')}</h3>
        <p className="text-13">
          <strong className="font-medium">{t('preview.when.now')}.</strong>{' '}
          <span className="text-muted">{t(`preview.delivery.${preview.delivery}`)}</span>
        </p>
      </section>
      <Field label={t('preview.why')} optional>
        {(control) => (
          <TextArea
            {...control}
            maxLength={500}
            placeholder={t('preview.why.example')}
            value={reason}
            onChange={(event) => onReason(event.target.value)}
          />
        )}
      </Field>
    </div>
  )
}

function Delivery({ preview }: { preview: ChangePreview }) {
  const { t } = useWords()
  switch (preview.delivery) {
    case 'now':
      return (
        <Status tone="ok" icon={Zap}>
          {t('preview.now')}
        </Status>
      )
    case 'waits-in-call':
      return (
        <Status tone="info" icon={PhoneCall}>
          {t('preview.waits-in-call')}
        </Status>
      )
    case 'waits-offline':
      return (
        <Status tone="off" icon={CloudOff}>
          {t('preview.waits-offline')}
        </Status>
      )
  }
}

function ChangesTable({ preview, settings }: Pick<PreviewStepProps, 'preview' | 'settings'>) {
  const { t } = useWords()
  const text = useValueText()
  const firmwareText = useFirmwareText()
  return (
    <table aria-label={t('preview.what')} className="w-full text-13">
      <thead>
        <tr className="border-b border-line text-left text-12 text-faint">
          <th className="pb-1.5 font-medium">{t('preview.setting')}</th>
          <th className="pb-1.5 font-medium">{t('preview.change')}</th>
          <th className="pb-1.5 font-medium max-sm:sr-only">{t('preview.note')}</th>
        </tr>
      </thead>
      <tbody>
        {preview.changes.map((change) => {
          const setting = settings.get(change.key)
          return (
            <tr key={change.key} className="border-b border-line align-top">
              <td className="py-2 pr-4">
                {setting?.name}
                <span className="mono block text-faint">{change.key}</span>
              </td>
              <td className="py-2 pr-4">
                {change.secret ? (
                  <span className="text-muted">{t('configuration.secret')}</span>
                ) : (
                  <Diff
                    before={text(change.before ?? setting?.default, setting?.unit)}
                    after={text(change.after, setting?.unit)}
                  />
                )}
              </td>
              <td className="py-2">
                {change.restart && <Tag tone="warn">{t('configure.restarts')}</Tag>}
                {change.needsFirmware && (
                  <p className="text-12 text-muted">
                    {t('firmware.inDoubt.needs', { firmware: firmwareText(change.needsFirmware) ?? '' })}
                  </p>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

interface PreviewFooterProps {
  preview: ChangePreview
  busy: boolean
  onBack(): void
  onSend(): void
}

export function PreviewFooter({ preview, busy, onBack, onSend }: PreviewFooterProps) {
  const { t } = useWords()
  const text = useValueText()
  const download = () =>
    downloadCsv('preview.csv', [
      [t('targets.device'), t('device.room'), t('preview.setting'), t('ui.before'), t('ui.after')],
      ...preview.changes.map((change) => [
        preview.deviceName,
        preview.roomName ?? '',
        change.key,
        change.secret ? '' : text(change.before),
        change.secret ? '' : text(change.after),
      ]),
    ])
  return (
    <>
      <Button look="ghost" className="mr-auto" icon={<Download size={14} aria-hidden />} onClick={download}>
        {t('preview.csv')}
      </Button>
      <Button onClick={onBack} disabled={busy}>
        {t('preview.back')}
      </Button>
      <Button look="go" busy={busy} onClick={onSend}>
        {t('preview.send')}
      </Button>
    </>
  )
}
