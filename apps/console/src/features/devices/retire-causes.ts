import type { RetiredCause } from '@maestro/domain'

export const retireCauses = ['failed', 'sold', 'returned', 'lost', 'disposed'] as const
export type RetireCause = (typeof retireCauses)[number]

/** Why a device is no longer in service; undefined while it is. */
export const retiredCauseOf = ({ retiredCause }: { retiredCause: string | null }): RetiredCause | undefined =>
  retiredCause === 'moved' ? retiredCause : retireCauses.find((one) => one === retiredCause)
