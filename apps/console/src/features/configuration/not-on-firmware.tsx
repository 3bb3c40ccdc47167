'use client'

import type { DeviceConfiguration } from '@maestro/contract'
import { useWords } from '@/words/words-provider'
import { LayerTag } from './layer-tag'
import { useFirmwareText } from './use-firmware-text'
import { useSettings } from './use-settings'
import { useValueText } from './use-value-text'

/** What profiles set and a device does not get, because its firmware lacks it. */
export function NotOnFirmware({ configuration }: { configuration: DeviceConfiguration }) {
  const { t } = useWords()
  const text = useValueText()
  const firmwareText = useFirmwareText()
  const settings = useSettings(configuration.modelKey)
  const { notOnFirmware = [], firmware } = configuration
  if (notOnFirmware.length === 0) return null
  const title = t('firmware.lacks.title', { count: notOnFirmware.length })
  return (
    <section aria-label={title} className="grid gap-2.5 rounded-lg border border-line bg-panel px-4 py-3.5">
      <div>
        <h2 className="text-13 font-semibold">{title}</h2>
        <p className="text-12 text-muted">{t('firmware.lacks.body', { firmware: firmware ?? '' })}</p>
      </div>
      <ul className="divide-y divide-line text-13">
        {notOnFirmware.map((one) => {
          const setting = settings?.byKey.get(one.key)
          return (
            <li
              key={`${one.key} ${one.layer.kind} ${one.layer.scopeId ?? ''} ${one.layer.profile?.id ?? ''}`}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1.5"
            >
              <span className="min-w-0 flex-1">
                {setting?.name} <span className="mono text-faint">{one.key}</span>
              </span>
              <span className={setting?.secret ? 'text-muted' : 'font-medium'}>
                {setting?.secret ? t('configuration.secret') : text(one.value, setting?.unit)}
              </span>
              <span className="text-12 text-muted">{firmwareText(one.needsFirmware)}</span>
              <LayerTag layer={one.layer} locked={false} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
