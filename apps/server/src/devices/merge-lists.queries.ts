import { type RawBuilder, sql } from '@maestro/database'
import { inOrder, orderOf, readByLastSeen, readInOrder, type Wanted } from './device-list.queries.js'
import { type Contact, contactsOf } from './device-tabs.js'

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
  const { parts, read, first, leading } = partsOf(wanted)
  const few = Math.ceil((2 * rows) / Math.max(organizations, 1))
  return sql`
    parts AS MATERIALIZED (
      SELECT o.organization_id, o.places, p.*, row_number() OVER () AS part FROM ${from} AS o, ${parts} AS p (contact, tabs)),
    ${headsOf({ wanted, leading, head: read(few, { begun: false }), first })},
    begins AS MATERIALIZED (SELECT DISTINCT ON (part) * FROM heads ORDER BY part, ${sorted}),
    firsts AS MATERIALIZED (
      SELECT g.part, found.* FROM (SELECT * FROM begins ORDER BY ${sorted} LIMIT ${FIRST}) AS g
        CROSS JOIN LATERAL (${read(rows, { begun: true })}) AS found),
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
        SELECT found.* FROM near g CROSS JOIN LATERAL (${read(rows, { begun: true, last: sql`g.last_key, g.last_id` })}) AS found
         WHERE g.last_id IS NOT NULL
        UNION ALL
        SELECT found.* FROM near g CROSS JOIN LATERAL (${read(rows, { begun: true })}) AS found WHERE g.last_id IS NULL) AS merged
       ORDER BY ${sorted} LIMIT ${rows})`
}

/** The list of one organization by last contact: of each kind of contact no more is read than the page takes from it. */
export function pageByLastSeen(organization: RawBuilder<unknown>, wanted: Wanted): RawBuilder<unknown> {
  const order = orderOf(wanted.filters.sort)
  const parts = contactsOf(wanted.filters.state).map(({ contact, tabs }) => {
    const part = { organization, contact: sql`${contact}`, tabs: sql`${tabs}::text[]` }
    return sql`(${readByLastSeen(part, wanted, { begun: false })})`
  })
  return sql`SELECT id, sort_key FROM (${sql.join(parts, sql` UNION ALL `)}) AS merged
    ORDER BY ${inOrder(order, sql`sort_key`, sql`id`)} LIMIT ${wanted.rows}`
}

type Heads = {
  readonly wanted: Wanted
  /** The kind of contact with which a list by last contact begins, where it has several. */
  readonly leading: Contact | undefined
  /** The first few of a part `g`, and the very first of all that it is read from. */
  readonly head: RawBuilder<unknown>
  readonly first: RawBuilder<unknown>
}

/**
 * The first few rows of each part. By last contact those of the leading kind come first: as a rule they fill the page, and
 * then none is looked for in parts of which nothing at all lies before its end.
 */
function headsOf({ wanted, leading, head, first }: Heads): RawBuilder<unknown> {
  if (leading === undefined)
    return sql`heads AS MATERIALIZED (SELECT g.*, head.* FROM parts g CROSS JOIN LATERAL (${head}) AS head)`
  const order = orderOf(wanted.filters.sort)
  const until = order.descending ? sql`>=` : sql`<=`
  return sql`
    early AS MATERIALIZED (
      SELECT g.*, head.* FROM parts g CROSS JOIN LATERAL (${head}) AS head WHERE g.tabs = ${leading.tabs}::text[]),
    early_bound AS MATERIALIZED (
      SELECT sort_key, id FROM early ORDER BY ${inOrder(order, sql`sort_key`, sql`id`)} OFFSET ${wanted.rows - 1} LIMIT 1),
    late AS MATERIALIZED (
      SELECT g.* FROM (SELECT * FROM parts WHERE tabs <> ${leading.tabs}::text[]) AS g CROSS JOIN LATERAL (${first}) AS first
        LEFT JOIN early_bound b ON true WHERE b.id IS NULL OR (first.sort_key, first.id) ${until} (b.sort_key, b.id)),
    heads AS MATERIALIZED (
      SELECT * FROM early UNION ALL SELECT g.*, head.* FROM late g CROSS JOIN LATERAL (${head}) AS head)`
}

type Reading = { readonly begun: boolean; readonly last?: RawBuilder<unknown> }

/** What an organization's list is merged from, and how a part `g` is read. */
function partsOf(wanted: Wanted) {
  const { column, descending } = orderOf(wanted.filters.sort)
  if (column !== 'lastSeen')
    return {
      parts: sql`(VALUES (NULL::text, NULL::text[]))`,
      read: (rows: number, { last }: Reading) => readInOrder(sql`g.organization_id`, { ...wanted, rows }, last),
      first: sql``,
      leading: undefined,
    }
  const part = { organization: sql`g.organization_id`, contact: sql`g.contact`, tabs: sql`g.tabs` }
  const contacts = contactsOf(wanted.filters.state)
  const read = (rows: number, reading: Reading) => readByLastSeen(part, { ...wanted, rows }, reading)
  const all = { ...wanted, filters: { state: wanted.filters.state, sort: wanted.filters.sort }, narrowed: {}, rows: 1 }
  return {
    parts: sql`(VALUES ${sql.join(contacts.map(({ contact, tabs }) => sql`(${contact}, ${tabs}::text[])`))})`,
    read,
    first: readByLastSeen(part, { ...all, also: undefined }, { begun: true }),
    leading: contacts.length > 1 ? contacts.at(descending ? 0 : -1) : undefined,
  }
}
