import { type RawBuilder, sql } from '@maestro/database'
import {
  endByLastSeen,
  inOrder,
  type Last,
  orderOf,
  readByLastSeen,
  readInOrder,
  type Wanted,
} from './device-list.queries.js'
import { contactsOf } from './device-tabs.js'

/** Whose lists are merged: a table with an `organization_id` and `places`, and about how many rows it has. */
export type Merged = { readonly from: RawBuilder<unknown>; readonly organizations: number }

/** So many lists are read as far as a page may need, those that begin first. */
const FIRST = 2

/** The end of the page as far as it is known, where a part `g` is read up to it. */
const lastOfPart: Last = { key: sql`g.last_key`, id: sql`g.last_id` }

/**
 * One list out of many that lie in order already: those of organizations, and by last contact those of each kind of
 * contact. First a few rows of each are read, and then whole pages of those that begin first. Of all those together, the
 * row that would end the page is a bound: what is beyond it cannot be on the page, and lists that begin beyond it are not
 * read again. Each of the others is read up to the bound.
 *
 * Answers tables for a WITH, of which `page` has ids with their `sort_key`.
 */
export function mergedPage({ from, organizations }: Merged, wanted: Wanted): RawBuilder<unknown> {
  const { rows, filters } = wanted
  const order = orderOf(filters.sort)
  const until = order.descending ? sql`>=` : sql`<=`
  const sorted = inOrder(order, sql`sort_key`, sql`id`)
  const { parts, read } = partsOf(wanted)
  const merging = { wanted, read, few: Math.ceil((2 * rows) / Math.max(organizations, 1)) }
  return sql`
    parts AS MATERIALIZED (
      SELECT o.organization_id, o.places, p.*, row_number() OVER () AS part
        FROM ${from} AS o, (VALUES ${sql.join(parts)}) AS p (contact, tabs, leads)),
    ${parts.length > 1 ? headsByContact(merging) : heads(merging)},
    bound AS MATERIALIZED (${endOf(wanted, sql`firsts`, sql`heads`)}),
    near AS MATERIALIZED (
      SELECT g.*, b.* FROM ${beginnings(wanted, sql`heads`)} AS g LEFT JOIN bound b ON true
       WHERE part NOT IN (SELECT part FROM firsts) AND (b.last_id IS NULL OR (sort_key, id) ${until} (b.last_key, b.last_id))),
    page AS MATERIALIZED (
      SELECT id, sort_key FROM (
        SELECT id, sort_key FROM firsts
        UNION ALL
        SELECT found.* FROM near g CROSS JOIN LATERAL (${read(rows, { begun: true, last: lastOfPart })}) AS found
         WHERE g.last_id IS NOT NULL
        UNION ALL
        SELECT found.* FROM near g CROSS JOIN LATERAL (${read(rows, { begun: true })}) AS found WHERE g.last_id IS NULL) AS merged
       ORDER BY ${sorted} LIMIT ${rows})`
}

/**
 * The list of one organization by last contact. As a rule the kind of contact that leads fills the page, and the others
 * are read up to its end alone. Answers tables for a WITH, of which `page` has ids with their `sort_key`.
 */
export function pageByLastSeen(organization: RawBuilder<unknown>, wanted: Wanted): RawBuilder<unknown> {
  const { rows, filters } = wanted
  const sorted = inOrder(orderOf(filters.sort), sql`sort_key`, sql`id`)
  const { parts, read } = partsOf(wanted)
  return sql`
    parts AS MATERIALIZED (
      SELECT ${organization} AS organization_id, p.* FROM (VALUES ${sql.join(parts)}) AS p (contact, tabs, leads)),
    leaders AS MATERIALIZED (
      SELECT found.* FROM parts g CROSS JOIN LATERAL (${read(rows, { begun: false })}) AS found WHERE g.leads),
    filled AS MATERIALIZED (
      SELECT sort_key AS last_key, id AS last_id FROM leaders ORDER BY ${sorted} OFFSET ${rows - 1} LIMIT 1),
    late AS MATERIALIZED (${lateParts(wanted)}),
    page AS MATERIALIZED (
      SELECT id, sort_key FROM (
        SELECT id, sort_key FROM leaders
        UNION ALL
        SELECT found.* FROM late g CROSS JOIN LATERAL (${read(rows, { begun: false, last: lastOfPart })}) AS found) AS merged
       ORDER BY ${sorted} LIMIT ${rows})`
}

/**
 * The parts that do not lead and have anything at all before the end of the page, where that is `filled` already; and up
 * to where.
 */
function lateParts({ filters: { state, sort }, start }: Wanted) {
  const end = endByLastSeen(orderOf(sort))
  const unfiltered = { filters: { state, sort }, narrowed: {}, start, rows: 1 }
  return sql`SELECT g.* FROM (
        SELECT g.*, coalesce(last_key, ${end.key}) AS last_key, coalesce(last_id, ${end.id}) AS last_id
          FROM parts g LEFT JOIN filled ON true WHERE NOT g.leads OFFSET 0) AS g
        CROSS JOIN LATERAL (${readByLastSeen(partByLastSeen, unfiltered, { begun: true, last: lastOfPart })}) AS found`
}

type Reading = { readonly begun: boolean; readonly last?: Last }

/** What an organization's list is merged from, as rows of a VALUES, and how a part `g` is read. */
function partsOf(wanted: Wanted) {
  const order = orderOf(wanted.filters.sort)
  if (order.column !== 'lastSeen')
    return {
      parts: [sql`(NULL::text, NULL::text[], true)`],
      read: (rows: number, { last }: Reading) => readInOrder(sql`g.organization_id`, { ...wanted, rows }, last),
    }
  const contacts = contactsOf(wanted.filters.state)
  const leading = contacts.at(order.descending ? 0 : -1)
  return {
    parts: contacts.map((kind) => sql`(${kind.contact}, ${kind.tabs}::text[], ${kind === leading}::boolean)`),
    read: (rows: number, reading: Reading) => readByLastSeen(partByLastSeen, { ...wanted, rows }, reading),
  }
}

const partByLastSeen = { organization: sql`g.organization_id`, contact: sql`g.contact`, tabs: sql`g.tabs` }

type Merging = {
  readonly wanted: Wanted
  readonly read: (rows: number, reading: Reading) => RawBuilder<unknown>
  readonly few: number
}

/** The tables `heads`, a few rows of each part, and `firsts`, whole pages of those that begin first. */
function heads(merging: Merging): RawBuilder<unknown> {
  return sql`
    heads AS MATERIALIZED (
      SELECT g.*, head.* FROM parts g CROSS JOIN LATERAL (${merging.read(merging.few, { begun: false })}) AS head),
    firsts AS MATERIALIZED (${wholePages(merging, beginnings(merging.wanted, sql`heads`))})`
}

/**
 * The same of several kinds of contact. The kind that leads comes first: as a rule it fills the page, and the others are
 * looked at up to its end alone.
 */
function headsByContact(merging: Merging): RawBuilder<unknown> {
  const { wanted, read, few } = merging
  return sql`
    leaders AS MATERIALIZED (
      SELECT g.*, head.* FROM parts g CROSS JOIN LATERAL (${read(few, { begun: false })}) AS head WHERE g.leads),
    opened AS MATERIALIZED (${wholePages(merging, beginnings(wanted, sql`leaders`))}),
    filled AS MATERIALIZED (${endOf(wanted, sql`opened`, sql`leaders`)}),
    late AS MATERIALIZED (${lateParts(wanted)}),
    heads AS MATERIALIZED (
      SELECT * FROM leaders UNION ALL
      SELECT g.organization_id, g.places, g.contact, g.tabs, g.leads, g.part, head.* FROM late g
        CROSS JOIN LATERAL (${read(few, { begun: false, last: lastOfPart })}) AS head),
    firsts AS MATERIALIZED (
      SELECT * FROM opened UNION ALL
      ${wholePages(
        merging,
        sql`(SELECT * FROM ${beginnings(wanted, sql`heads`)} AS begins
        WHERE NOT EXISTS (SELECT FROM filled) AND part NOT IN (SELECT part FROM opened))`,
      )})`
}

/** The first row of each part. */
function beginnings({ filters }: Wanted, rows: RawBuilder<unknown>) {
  return sql`(SELECT DISTINCT ON (part) * FROM ${rows} ORDER BY part, ${inOrder(orderOf(filters.sort), sql`sort_key`, sql`id`)})`
}

function wholePages({ wanted: { filters, rows }, read }: Merging, begins: RawBuilder<unknown>) {
  const sorted = inOrder(orderOf(filters.sort), sql`sort_key`, sql`id`)
  return sql`SELECT g.part, found.* FROM (SELECT * FROM ${begins} AS begins ORDER BY ${sorted} LIMIT ${FIRST}) AS g
        CROSS JOIN LATERAL (${read(rows, { begun: true })}) AS found`
}

/** Where the page ends at the latest, when enough rows are known. */
function endOf({ filters, rows }: Wanted, pages: RawBuilder<unknown>, begun: RawBuilder<unknown>) {
  return sql`SELECT sort_key AS last_key, id AS last_id FROM (
        SELECT sort_key, id FROM ${pages}
        UNION ALL SELECT sort_key, id FROM ${begun} WHERE part NOT IN (SELECT part FROM ${pages})) AS known
       ORDER BY ${inOrder(orderOf(filters.sort), sql`sort_key`, sql`id`)} OFFSET ${rows - 1} LIMIT 1`
}
