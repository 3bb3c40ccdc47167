import type { LicenseTrial } from '@maestro/contract'

const DAY_MILLISECONDS = 86_400_000

/** A trial as people see it: the last day counts until it is over. */
export function showTrial(startedAt: Date | null, endsAt: Date | null, now: Date): LicenseTrial | null {
  if (!startedAt || !endsAt) return null
  const daysLeft = Math.max(0, Math.ceil((endsAt.getTime() - now.getTime()) / DAY_MILLISECONDS))
  return { startedAt: startedAt.toISOString(), endsAt: endsAt.toISOString(), daysLeft }
}
