import { type Decision, refuse } from '../decision.js'
import type { LifeCycleState } from './device-state.js'

export type MoveRefusal = 'device.retired' | 'device.moved-to-itself'

export type MoveFacts = {
  readonly name: string
  readonly state: LifeCycleState
  readonly from: string
  readonly to: string
}

/** What was retired stays where it was: of two moves of one device, the second finds it gone. */
export function decideMove({ name, state, from, to }: MoveFacts): Decision<MoveRefusal> {
  if (from === to) return refuse('device.moved-to-itself', { name })
  return state === 'retired' ? refuse('device.retired', { name }) : { ok: true }
}
