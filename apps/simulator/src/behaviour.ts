import type { Random } from './random.js'

/**
 * What a device does when it is told to change: `normal` obeys, `refuses` takes none of the changed values, `fails`
 * reports a failure without naming values, `silent` never answers, `offline` is not there until it is called back,
 * `visits` obeys, but is there for a short while only and then away for longer; `drifts` obeys, and then somebody in the
 * room changes a setting, once.
 */
export const behaviours = ['normal', 'refuses', 'fails', 'silent', 'offline', 'visits', 'drifts'] as const
export type Behaviour = (typeof behaviours)[number]

export function isBehaviour(word: unknown): word is Behaviour {
  return behaviours.some((known) => known === word)
}

/** Probabilities from 0 to 1: the first three for each configuration, the others for each minute. */
export type Rates = {
  readonly refuse: number
  readonly fail: number
  readonly silent: number
  readonly call: number
  readonly offline: number
  readonly drift: number
}

export const noRates: Rates = { refuse: 0, fail: 0, silent: 0, call: 0, offline: 0, drift: 0 }

export type Reaction = Exclude<Behaviour, 'offline' | 'visits' | 'drifts'>

/** How long a device that only visits is there and then away, in seconds. */
export const visit = { stays: 20, away: 75 } as const

/** How long after a configuration somebody in the room changes a setting, in seconds. */
export const DRIFTS_AFTER = 15

/** What a device does with the next configuration: as it was pinned, else as chance will have it. */
export function reactionOf(pinned: Behaviour, rates: Rates, random: Random): Reaction {
  if (pinned === 'refuses' || pinned === 'fails' || pinned === 'silent') return pinned
  const throwOfDice = random()
  if (throwOfDice < rates.refuse) return 'refuses'
  if (throwOfDice < rates.refuse + rates.fail) return 'fails'
  if (throwOfDice < rates.refuse + rates.fail + rates.silent) return 'silent'
  return 'normal'
}
