'use client'

import type { Profile } from '@maestro/contract'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'

/** How many of the devices it is meant for have this version. */
export function ProfileReach({ profile }: { profile: Pick<Profile, 'reach'> }) {
  const { t } = useWords()
  const { devices, released } = profile.reach
  if (devices === 0) return <Status tone="off">{t('profile.reach.none')}</Status>
  if (released >= devices) return <Status tone="ok">{t('profile.reach.all', { devices })}</Status>
  return <Status tone="warn">{t('profile.reach', { released, devices })}</Status>
}
