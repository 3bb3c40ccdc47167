import type { RingPlan, RingSize } from './rings.js'

export type RingDevice = { readonly id: string; readonly groupIds: readonly string[] }

/**
 * The ring of every device, by its position from 0; devices are taken in the order given. Members of a group that has a ring go
 * there, whatever the sizes of the rings before it would take: somebody asked for that. Percentages are rounded up where
 * they add up, so that the first ring is never empty and 100 % is everybody. Whoever is left over goes to the last ring.
 */
export function assignRings(
  devices: readonly RingDevice[],
  rings: readonly Pick<RingPlan, 'size'>[],
): ReadonlyMap<string, number> {
  const assigned = new Map<string, number>()
  for (const device of devices) {
    const at = rings.findIndex(({ size }) => size.kind === 'group' && device.groupIds.includes(size.groupId))
    if (at !== -1) assigned.set(device.id, at)
  }
  const free = devices.filter(({ id }) => !assigned.has(id))
  const bounds = lastPlaces(rings, devices.length)
  let at = 0
  free.forEach(({ id }, place) => {
    while (at < rings.length - 1 && place >= (bounds[at] ?? 0)) at += 1
    assigned.set(id, at)
  })
  return assigned
}

/** For each ring, how many of those not in a group's ring are placed once it is full. */
function lastPlaces(rings: readonly Pick<RingPlan, 'size'>[], total: number): readonly number[] {
  let percent = 0
  let placed = 0
  return rings.map(({ size }) => {
    const before = percent
    if (size.kind === 'percent') percent += size.value
    placed += takes(size, total, before, percent)
    return placed
  })
}

function takes(size: RingSize, total: number, percentBefore: number, percentAfter: number): number {
  switch (size.kind) {
    case 'count':
      return size.value
    case 'percent':
      return Math.ceil((total * percentAfter) / 100) - Math.ceil((total * percentBefore) / 100)
    case 'group':
      return 0
    case 'rest':
      return total
  }
}
