import type { Prisma } from '@maestro/database'

/** Whoever looks for a serial number means the device that is here, not the one that it was before it moved away and came back. */
export const notMovedAway = {
  OR: [{ retiredCause: null }, { retiredCause: { not: 'moved' } }],
} satisfies Prisma.DeviceWhereInput
