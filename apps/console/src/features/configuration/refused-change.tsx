'use client'

import type { Device } from '@maestro/contract'
import { CircleX } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'
import type { Refusals } from './refusals'

const LicenseDialog = dynamic(() => import('@/features/licenses/license-dialog'), { ssr: false })

interface RefusedChangeProps {
  device: Pick<Device, 'id' | 'name' | 'modelKey'>
  refusals: Refusals
  error: Error | null
  onActivated(): void
}

/** Why nothing is sent, setting by setting, and the way to what is missing. */
export function RefusedChange({ device, refusals, error, onActivated }: RefusedChangeProps) {
  const { t } = useWords()
  const { may } = useSession()
  const sentence = useProblemSentence()
  const [activating, setActivating] = useState(false)
  const sentences = refusals.byKey.size > 0 ? [...refusals.byKey.values()] : [sentence(error) ?? '']
  return (
    <section role="alert" className="mb-4 grid gap-2 rounded-lg bg-bad-soft px-3.5 py-3 text-13">
      <h3 className="flex items-center gap-2 font-semibold text-bad">
        <CircleX size={15} aria-hidden />
        {t('preview.refused')}
      </h3>
      <ul className="grid gap-1">
        {sentences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {refusals.features.length > 0 && may('licenses.manage') && (
        <Button look="go" className="justify-self-start" onClick={() => setActivating(true)}>
          {t('preview.activate')}
        </Button>
      )}
      {activating && (
        <LicenseDialog
          device={device}
          featureKey={refusals.features[0] ?? null}
          onClose={() => setActivating(false)}
          onActivated={onActivated}
        />
      )}
    </section>
  )
}
