import type { FeaturePosition } from '@maestro/contract'

type Units = Pick<FeaturePosition, 'purchased' | 'over' | 'assigned' | 'reserved' | 'transferred' | 'free'>

/** Units that are not in use and cannot be taken into use now: those of pools that have ended and are in grace, or are suspended. */
export function unusableUnits({ purchased, over, assigned, reserved, transferred, free }: Units): number {
  return Math.max(0, purchased + over - assigned - reserved - transferred - free)
}
