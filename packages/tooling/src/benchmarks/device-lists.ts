import type { Visitor } from './visitor.js'

/** What people filter a device list by: nothing, each tab, each filter, combinations, and words that are frequent, rare or nowhere. */
const filters = [
  '',
  'state=online',
  'state=offline',
  'state=attention',
  'state=recorded',
  'state=staged',
  'state=in-call',
  'model=gtm-5250',
  'model=gtm-5140,gt-mini',
  'firmware=4.3.2',
  'firmware=4.4.40',
  'registration=enterprise',
  'feature=dual-screen',
  'configuration=failed',
  'state=online&model=gtm-5250&firmware=4.2.20',
  'state=recorded&registration=h323',
  'search=Berlin%203.0',
  'search=orion',
  'search=SL9E37',
  'search=A-0000',
  'search=nowhere',
]
const placeFilters = (place: Place) => [
  `location=${place.region}`,
  `location=${place.site}`,
  `location=${place.floor}`,
  `room=${place.room}`,
]

/** One of each kind in an organization. */
export interface Place {
  readonly region: string
  readonly site: string
  readonly floor: string
  readonly room: string
}

/** Lists of one organization as query strings, without their sorting. */
export function filtersOfOrganization(place: Place): string[] {
  return [...filters, ...placeFilters(place)]
}

export const sortsOfOrganization = ['name', 'serial', 'model', 'firmware', 'lastSeen'] as const

/** The same across a partner's customers, where places differ from customer to customer. */
export const filtersAcross: readonly string[] = filters
export const sortsAcross = ['name', 'serial', 'firmware', 'lastSeen'] as const

export interface List {
  readonly path: string
  readonly query: string
}

interface Page {
  readonly items: readonly unknown[]
  readonly nextCursor: string | null
}

export function listsOf(path: string, wanted: readonly string[], sorts: readonly string[]): List[] {
  return wanted.flatMap((filter) => sorts.map((sort) => ({ path, query: `${filter}&sort=${sort}&limit=50` })))
}

/** Milliseconds of the first page of each list. */
export async function readFirstPages(visitor: Visitor, lists: readonly List[]): Promise<number[]> {
  const times: number[] = []
  for (const { path, query } of lists) {
    const { milliseconds } = await visitor.get<Page>(`${path}?${query}`)
    times.push(milliseconds)
  }
  return times
}

/** Milliseconds of each page after the first, up to the `last` one or to the end of the list. */
export async function followCursors(visitor: Visitor, lists: readonly List[], last: number): Promise<number[]> {
  const times: number[] = []
  for (const { path, query } of lists) {
    let page = (await visitor.get<Page>(`${path}?${query}`)).body
    for (let number = 2; number <= last && page.nextCursor; number++) {
      const { body, milliseconds } = await visitor.get<Page>(`${path}?${query}&cursor=${page.nextCursor}`)
      times.push(milliseconds)
      page = body
    }
  }
  return times
}
