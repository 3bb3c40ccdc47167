import type { Management } from '../catalogue/device-model.js'
import type { ConnectionState } from './device-state.js'

export type ConnectionFacts = {
  readonly management: Management
  readonly online: boolean
  readonly lastSeenAt: Date | null
}

export function connectionOf(facts: ConnectionFacts): ConnectionState {
  if (facts.management === 'recorded') return 'recorded'
  if (facts.online) return 'online'
  return facts.lastSeenAt === null ? 'never' : 'offline'
}

/** Recorded devices are facts on paper: nothing can be sent to them. */
export function canBeTarget(management: Management): boolean {
  return management !== 'recorded'
}
