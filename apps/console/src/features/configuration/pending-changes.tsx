'use client'

import type { DeviceConfiguration } from '@maestro/contract'
import { Send } from 'lucide-react'
import { useDeploy } from '@/features/deployments/use-deploy'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Diff } from '@/ui/diff'
import { useWords } from '@/words/words-provider'
import { LayerTag } from './layer-tag'
import { useSettings } from './use-settings'
import { useValueText } from './use-value-text'

interface PendingChangesProps {
  configuration: DeviceConfiguration
  deviceName: string
}

/** What today's profiles would change on a device, once somebody deploys them. */
export function PendingChanges({ configuration, deviceName }: PendingChangesProps) {
  const { t } = useWords()
  const { may } = useSession()
  const text = useValueText()
  const settings = useSettings(configuration.modelKey)
  const deploy = useDeploy()
  const pending = configuration.pending ?? []
  if (pending.length === 0) return null
  const title = t('pending.title', { count: pending.length })
  return (
    <section aria-label={title} className="grid gap-2.5 rounded-lg border border-line bg-panel px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-2">
        <div className="mr-auto">
          <h2 className="text-13 font-semibold">{title}</h2>
          <p className="text-12 text-muted">{t('pending.body')}</p>
        </div>
        {may('deployments.manage') && (
          <Button
            size="small"
            look="go"
            busy={deploy.isPending}
            icon={<Send size={13} aria-hidden />}
            onClick={() => deploy.mutate({ scope: { deviceIds: [configuration.deviceId] }, title: deviceName })}
          >
            {t('pending.deploy')}
          </Button>
        )}
      </div>
      <ul className="divide-y divide-line text-13">
        {pending.map((change) => {
          const setting = settings?.byKey.get(change.key)
          return (
            <li key={change.key} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
              <span className="min-w-0 basis-full [overflow-wrap:anywhere] sm:flex-1 sm:basis-0">
                {setting?.name} <span className="mono text-faint">{change.key}</span>
              </span>
              {setting?.secret ? (
                <span className="text-muted">{t('configuration.secret')}</span>
              ) : (
                <Diff before={text(change.before, setting?.unit)} after={text(change.after, setting?.unit)} />
              )}
              <LayerTag layer={change.layer} locked={false} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
