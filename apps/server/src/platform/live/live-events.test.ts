import { openDatabase } from '@maestro/database'
import { freshDatabase, patient } from '@maestro/testkit'
import { fastify } from 'fastify'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { LiveEvents } from './live-events.js'
import { streamLiveEvents } from './stream-live-events.js'

const database = await freshDatabase()
const here = openDatabase(database.urlFor('maestro_app'), 2)
const there = openDatabase(database.urlFor('maestro_app'), 2)
const speaker = new LiveEvents(here.pool)
const hearer = new LiveEvents(there.pool)
const heard: { kind: string; ids: readonly string[] }[] = []

beforeAll(async () => {
  await hearer.listen()
  hearer.subscribe('own', (event) => heard.push(event))
})
afterAll(async () => {
  for (const one of [speaker, hearer]) await one.close()
  for (const one of [here, there]) await one.close()
  await database.drop()
})

const hears = (expected: unknown) => vi.waitFor(() => expect(heard).toEqual(expected), patient)

it('another process hears what changed, and that something did where there are no ids', async () => {
  speaker.publish('own', 'device', ['a', 'b'])
  speaker.publish('own', 'license', [])
  speaker.publish('foreign', 'license', [])
  await hears([
    { kind: 'device', ids: ['a', 'b'] },
    { kind: 'license', ids: [] },
  ])
})

it('more ids than a message holds arrive in several', async () => {
  heard.length = 0
  const ids = Array.from({ length: 200 }, (_, index) => `id-${index}`)
  speaker.publish('own', 'device', ids)
  await hears([
    { kind: 'device', ids: ids.slice(0, 150) },
    { kind: 'device', ids: ids.slice(150) },
  ])
})

it('an open page that is sent away hears its end, and nothing is told to it any more', async () => {
  const door = fastify()
  door.get('/', (request, reply) => streamLiveEvents(hearer, 'own', request, reply))
  const page = await fetch(await door.listen({ port: 0, host: '127.0.0.1' }))
  expect(hearer.subscribers).toBe(2)
  hearer.sendAway()
  // Whoever is told something between the end and the close would bring the process down.
  expect(hearer.subscribers).toBe(1)
  expect(await page.text()).toBe('retry: 1000\n\n')
  await door.close()
})
