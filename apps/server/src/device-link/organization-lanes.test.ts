import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { OrganizationLanes } from './organization-lanes.js'

function lanesOf(more: { largest?: number; most?: number } = {}) {
  const batches: string[] = []
  let atOnce = 0
  let mostAtOnce = 0
  const lanes = new OrganizationLanes<number>({
    pauseMs: 5,
    largest: more.largest ?? 100,
    most: more.most ?? 2,
    work: async (organizationId, items) => {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce)
      await pause(20)
      atOnce--
      batches.push(`${organizationId}: ${items.join(' ')}`)
    },
  })
  return { lanes, batches, mostAtOnce: () => mostAtOnce }
}

it('keeps the order of an organization, in batches that are not too large', async () => {
  const { lanes, batches } = lanesOf({ largest: 3 })
  for (const item of [1, 2, 3, 4]) lanes.add('a', item)
  await lanes.drain()
  expect(batches).toEqual(['a: 1 2 3', 'a: 4'])
})

it('works for few organizations at once, and what comes meanwhile goes with the next batch', async () => {
  const { lanes, batches, mostAtOnce } = lanesOf({ most: 1 })
  lanes.add('a', 1)
  lanes.add('b', 1)
  await pause(15)
  lanes.add('b', 2)
  lanes.add('a', 2)
  expect(lanes.size).toBe(3)
  await lanes.drain()
  expect(batches).toEqual(['a: 1', 'b: 1 2', 'a: 2'])
  expect(mostAtOnce()).toBe(1)
  expect(lanes.size).toBe(0)
})
