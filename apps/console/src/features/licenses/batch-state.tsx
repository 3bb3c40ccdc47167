'use client'

import type { LicenseBatch } from '@maestro/contract'
import { Status, type Tone } from '@/ui/status'
import { useWords } from '@/words/words-provider'

const tones: Record<LicenseBatch['state'], Tone> = {
  previewed: 'off',
  running: 'info',
  finished: 'ok',
  cancelled: 'off',
}

export function BatchState({ batch }: { batch: LicenseBatch }) {
  const { t } = useWords()
  return (
    <Status tone={tones[batch.state]} moving={batch.state === 'running'}>
      {t(`licenseMany.state.${batch.state}`)}
    </Status>
  )
}
