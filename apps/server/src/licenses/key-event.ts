import type { KeyEvent } from '@maestro/contract'

export type KeyEventAt = Omit<KeyEvent, 'at'> & { readonly at: Date }

/** An event of which nothing is known but what it was. */
export const NOTHING_KNOWN = {
  by: null,
  organization: null,
  device: null,
  from: null,
  cause: null,
  until: null,
  why: null,
} as const
