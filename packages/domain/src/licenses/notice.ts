import type { Term } from './entitlement.js'
import { poolState } from './license-pool.js'

/** What a person is told of a pool's end, the earliest first. */
export type NoticeThreshold = '90-days' | '60-days' | '30-days' | '7-days' | 'grace' | 'dropped'

const BEFORE: readonly (readonly [number, NoticeThreshold])[] = [
  [7, '7-days'],
  [30, '30-days'],
  [60, '60-days'],
  [90, '90-days'],
]

/**
 * What is to be said of a pool now, the most urgent thing alone; null when there is nothing. A trial ends soon from its
 * first day, and says so in its last week only; whoever suspends or revokes units knows it.
 */
export function noticeOf(pool: Term, now: Date): NoticeThreshold | null {
  if (pool.to === null || pool.origin === 'vendor') return null
  switch (poolState(pool, now)) {
    case 'suspended':
    case 'revoked':
      return null
    case 'expired':
      return 'dropped'
    case 'grace':
      return 'grace'
    case 'valid':
    case 'not-yet-valid': {
      const left = (pool.to.getTime() - now.getTime()) / 86_400_000
      const said = pool.origin === 'trial' ? BEFORE.slice(0, 1) : BEFORE
      return said.find(([days]) => left <= days)?.[1] ?? null
    }
  }
}
