'use client'

import type { DeviceSummary } from '@maestro/contract'
import { Send } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useDeploy } from '@/features/deployments/use-deploy'
import { useSession } from '@/features/session/session'
import { BulkBar } from '@/ui/bulk-bar'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'

const ToGroupDialog = dynamic(() => import('@/features/groups/to-group-dialog'), { ssr: false })
const LicenseMany = dynamic(() => import('@/features/licenses/license-many'), { ssr: false })
const atMost = 1000

interface DeviceBulkProps {
  chosen: readonly DeviceSummary[]
  onClear(): void
}

/** What can be done with several devices at once. */
export function DeviceBulk({ chosen, onClear }: DeviceBulkProps) {
  const { t } = useWords()
  const { may } = useSession()
  const [open, setOpen] = useState<'group' | 'license' | null>(null)
  const deploy = useDeploy()
  const deviceIds = chosen.filter((device) => device.management !== 'recorded').map((device) => device.id)
  const everyId = chosen.map((device) => device.id)
  const tooMany = everyId.length > atMost
  return (
    <>
      <BulkBar count={chosen.length} onClear={onClear}>
        {tooMany && <span className="text-13 text-warn">{t('deploy.tooMany', { count: atMost })}</span>}
        {may('configuration.manage') && (
          <Button disabled={deviceIds.length === 0 || tooMany} onClick={() => setOpen('group')}>
            {t('devices.toGroup')}
          </Button>
        )}
        {may('licenses.manage') && (
          <Button disabled={tooMany} onClick={() => setOpen('license')}>
            {t('licenseMany.open')}
          </Button>
        )}
        {may('deployments.manage') && (
          <Button
            look="go"
            busy={deploy.isPending}
            disabled={deviceIds.length === 0 || tooMany}
            icon={<Send size={14} aria-hidden />}
            onClick={() => deploy.mutate({ scope: { deviceIds } })}
          >
            {t('deploy.selected')}
          </Button>
        )}
      </BulkBar>
      {open === 'license' && (
        <LicenseMany
          scope={{ deviceIds: everyId }}
          whom={t('licenseMany.chosen', { count: everyId.length })}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'group' && (
        <ToGroupDialog
          deviceIds={deviceIds}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null)
            onClear()
          }}
        />
      )}
    </>
  )
}
