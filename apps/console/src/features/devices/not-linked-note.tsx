'use client'

import type { Device } from '@maestro/contract'
import { NotebookPen, Plug } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'

const ClaimDialog = dynamic(() => import('./claim-dialog'), { ssr: false })

/** For devices without a link: what that means, and the first step where there is one. */
export function NotLinkedNote({ device }: { device: Device }) {
  const { t } = useWords()
  const { may } = useSession()
  const [claiming, setClaiming] = useState(false)
  const recorded = device.management === 'recorded'
  if (!recorded && device.state !== 'staged') return null
  const Icon = recorded ? NotebookPen : Plug
  return (
    <section className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-panel px-4 py-3.5 text-13">
      <Icon size={18} aria-hidden className="shrink-0 text-muted" />
      <p className="min-w-48 flex-1">{recorded ? t('device.recorded.body') : t('device.staged.body')}</p>
      {!recorded && may('devices.manage') && (
        <Button look="go" onClick={() => setClaiming(true)}>
          {t('device.claim.new')}
        </Button>
      )}
      {claiming && <ClaimDialog device={device} onClose={() => setClaiming(false)} />}
    </section>
  )
}
