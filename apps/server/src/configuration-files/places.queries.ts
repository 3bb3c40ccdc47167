import type { Transaction } from '../platform/platform.js'

export type NamedScope = { readonly kind: string; readonly id: string; readonly name: string }

/** Names of places and rooms both ways. One name may mean several, and then means none. */
export type Places = {
  /** A location's path from the root, such as "Germany / Hamburg". */
  locationName(id: string): string | undefined
  /** A room's name; with its place in front where another room has the same. */
  roomName(id: string): string | undefined
  locations(name: string): readonly string[]
  /** By name alone, or with the place in front. */
  rooms(name: string): readonly string[]
}

type Location = { id: string; parentId: string | null; name: string }
type Room = { id: string; locationId: string | null; name: string }

export async function loadPlaces(tx: Transaction, organizationId: string): Promise<Places> {
  const locations = await tx.location.findMany({
    where: { organizationId },
    select: { id: true, parentId: true, name: true },
    orderBy: { id: 'asc' },
  })
  const rooms = await tx.room.findMany({
    where: { organizationId },
    select: { id: true, locationId: true, name: true },
    orderBy: { id: 'asc' },
  })
  return placesOf(locations, rooms)
}

function placesOf(locations: readonly Location[], rooms: readonly Room[]): Places {
  const byId = new Map(locations.map((location) => [location.id, location]))
  const paths = new Map(locations.map(({ id }) => [id, pathOf(id, byId)]))
  const idsByPath = grouped([...paths].map(([id, path]) => [path, id]))
  const idsByRoom = grouped(rooms.map(({ id, name }) => [name.trim(), id]))
  const full = new Map(rooms.map((room) => [room.id, fullName(room, paths)]))
  const idsByFull = grouped([...full].map(([id, name]) => [name, id]))
  const names = new Map(
    rooms.map(({ id, name }) => [id, (idsByRoom.get(name.trim()) ?? []).length > 1 ? full.get(id) : name.trim()]),
  )
  return {
    locationName: (id) => paths.get(id),
    roomName: (id) => names.get(id),
    locations: (name) => idsByPath.get(tidy(name)) ?? [],
    rooms: (name) => idsByRoom.get(name.trim()) ?? idsByFull.get(tidy(name)) ?? [],
  }
}

function pathOf(id: string, byId: ReadonlyMap<string, Location>): string {
  const names: string[] = []
  for (let at = byId.get(id); at; at = byId.get(at.parentId ?? '')) names.unshift(at.name.trim())
  return names.join(' / ')
}

function fullName({ name, locationId }: Room, paths: ReadonlyMap<string, string>): string {
  const path = paths.get(locationId ?? '')
  return path === undefined ? name.trim() : `${path} / ${name.trim()}`
}

/** White space around the strokes means nothing. */
function tidy(path: string): string {
  return path
    .split('/')
    .map((part) => part.trim())
    .join(' / ')
}

function grouped(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const [name, id] of pairs) groups.set(name, [...(groups.get(name) ?? []), id])
  return groups
}
