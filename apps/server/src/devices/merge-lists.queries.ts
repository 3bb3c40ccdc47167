import { type RawBuilder, sql } from '@maestro/database'
import { inOrder, orderOf, readByLastSeen, readInOrder, type Wanted } from './device-list.queries.js'
import { contactsOf } from './device-tabs.js'

/** Whose lists are merged: a table with an `organization_id` and `places`, and about how many rows it has. */
export type Merged = { readonly from: RawBuilder<unknown>; readonly organizations: number }

/** So many lists are read as far as a page may need, those that begin first. */
const FIRST = 2

/**
 * One list out of many that lie in order already: those of organizations, and by last contact those of each kind of
 * contact. First a few rows of each are read, and then whole pages of those that begin first. Of all those together, the
 * row that would end the page is a bound: what is beyond it cannot be on the page, and lists that begin beyond it are not
 * read again. Each of the others is read up to the bound.
 *
 * Answers tables for a WITH, of which `page` has ids with their `sort_key`.
 */
export function mergedPage({ from, organizations }: Merged, wanted: Wanted): RawBuilder<unknown> {
  const { filters, rows } = wanted
  const order = orderOf(filters.sort)
  const sorted = inOrder(order, sql`sort_key`, sql`id`)
  const until = order.descending ? sql`>=` : sql`<=`
  const { parts, read } = partsOf(wanted)
  const few = Math.ceil((2 * rows) / Math.max(organizations, 1))
  return sql`
    parts AS MATERIALIZED (
      SELECT o.organization_id, o.places, p.*, row_number() OVER () AS part FROM ${from} AS o, ${parts} AS p (contact, tabs)),
    heads AS MATERIALIZED (SELECT g.*, head.* FROM parts g CROSS JOIN LATERAL (${read(few)}) AS head),
    begins AS MATERIALIZED (SELECT DISTINCT ON (part) * FROM heads ORDER BY part, ${sorted}),
    firsts AS MATERIALIZED (
      SELECT g.part, found.* FROM (SELECT * FROM begins ORDER BY ${sorted} LIMIT ${FIRST}) AS g
        CROSS JOIN LATERAL (${read(rows)}) AS found),
    bound AS MATERIALIZED (
      SELECT sort_key AS last_key, id AS last_id FROM (
        SELECT sort_key, id FROM firsts
        UNION ALL SELECT sort_key, id FROM heads WHERE part NOT IN (SELECT part FROM firsts)) AS known
       ORDER BY ${sorted} OFFSET ${rows - 1} LIMIT 1),
    near AS MATERIALIZED (
      SELECT g.*, b.* FROM begins g LEFT JOIN bound b ON true
       WHERE part NOT IN (SELECT part FROM firsts) AND (b.last_id IS NULL OR (sort_key, id) ${until} (b.last_key, b.last_id))),
    page AS MATERIALIZED (
      SELECT id, sort_key FROM (
        SELECT id, sort_key FROM firsts
        UNION ALL
        SELECT found.* FROM near g CROSS JOIN LATERAL (${read(rows, sql`g.last_key, g.last_id`)}) AS found
         WHERE g.last_id IS NOT NULL
        UNION ALL
        SELECT found.* FROM near g CROSS JOIN LATERAL (${read(rows)}) AS found WHERE g.last_id IS NULL) AS merged
       ORDER BY ${sorted} LIMIT ${rows})`
}

/** The list of one organization by last contact: of each kind of contact no more is read than the page takes from it. */
export function pageByLastSeen(organization: RawBuilder<unknown>, wanted: Wanted): RawBuilder<unknown> {
  const order = orderOf(wanted.filters.sort)
  const parts = contactsOf(wanted.filters.state).map(({ contact, tabs }) => {
    const part = { organization, contact: sql`${contact}`, tabs: sql`${tabs}::text[]` }
    return sql`(${readByLastSeen(part, wanted)})`
  })
  return sql`SELECT id, sort_key FROM (${sql.join(parts, sql` UNION ALL `)}) AS merged
    ORDER BY ${inOrder(order, sql`sort_key`, sql`id`)} LIMIT ${wanted.rows}`
}

/** What an organization's list is merged from, and how a part is read. */
function partsOf(wanted: Wanted) {
  const { column } = orderOf(wanted.filters.sort)
  if (column !== 'lastSeen')
    return {
      parts: sql`(VALUES (NULL::text, NULL::text[]))`,
      read: (limit: number, last?: RawBuilder<unknown>) =>
        readInOrder(sql`g.organization_id`, { ...wanted, rows: limit }, last),
    }
  const part = { organization: sql`g.organization_id`, contact: sql`g.contact`, tabs: sql`g.tabs` }
  const contacts = contactsOf(wanted.filters.state).map(({ contact, tabs }) => sql`(${contact}, ${tabs}::text[])`)
  return {
    parts: sql`(VALUES ${sql.join(contacts)})`,
    read: (limit: number, last?: RawBuilder<unknown>) => readByLastSeen(part, { ...wanted, rows: limit }, last),
  }
}
