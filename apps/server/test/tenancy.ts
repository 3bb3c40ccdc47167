import { databaseRoles } from '@maestro/database'
import type { Queryable } from '@maestro/testkit'

/** Tables in `public` that belong to no organization; each for a reason. */
const OUTSIDE = {
  people: 'a person may belong to several organizations; seen by those of which they are a member',
  _prisma_migrations: 'which migrations ran; no process may read it',
} as const

export type TenantTable = { readonly name: string; readonly column: string }

export async function tenantTables(db: Queryable): Promise<TenantTable[]> {
  const { rows } = await db.query(`
    SELECT c.relname AS name, CASE c.relname WHEN 'organizations' THEN 'id' ELSE 'organization_id' END AS column
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`)
  return rows.filter((row) => !(row.name in OUTSIDE))
}

/** What is wrong with the walls between organizations, one sentence each, from the running database itself. */
export async function faultsInWalls(db: Queryable): Promise<string[]> {
  return [...(await faultsInTables(db)), ...(await faultsInRoles(db)), ...(await faultsInViews(db))]
}

async function faultsInTables(db: Queryable): Promise<string[]> {
  const { rows } = await db.query(
    `SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
            pg_get_userbyid(c.relowner) = ANY ($1) AS owned,
            EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND a.attnotnull) AS belongs,
            (SELECT count(*)::int FROM unnest(ARRAY['maestro_app', 'maestro_link']) AS role WHERE NOT EXISTS (
               SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname AND p.permissive = 'RESTRICTIVE'
                  AND p.cmd = 'ALL' AND role = ANY (p.roles) AND p.qual LIKE '%app.organization_id%' AND p.with_check = p.qual)) AS unwalled,
            EXISTS (SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname AND p.permissive = 'RESTRICTIVE'
                  AND 'maestro_across' = ANY (p.roles) AND p.qual LIKE '%customers_of%') AS across
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND c.relname <> ALL ($2) ORDER BY 1`,
    [[...databaseRoles], Object.keys(OUTSIDE)],
  )
  const faults = (
    row: Record<string, boolean | string>,
  ): readonly (readonly [boolean | string | undefined, string])[] => [
    [row['enabled'], 'has no row-level security'],
    [row['forced'], 'does not force row-level security on its owner'],
    [!row['owned'], 'belongs to a role that processes log in as'],
    [row['belongs'] || row['name'] === 'organizations', 'does not say to which organization a row belongs'],
    [!row['unwalled'], 'has no restrictive policy for the processes'],
    [row['across'], 'has no restrictive policy for the view across customers'],
  ]
  return rows.flatMap((row) =>
    faults(row)
      .filter(([isRight]) => !isRight)
      .map(([, fault]) => `${row.name} ${fault}`),
  )
}

async function faultsInRoles(db: Queryable): Promise<string[]> {
  const { rows } = await db.query(
    `SELECT r.rolname AS name, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb AS mighty,
            EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) AS member
       FROM pg_roles r WHERE r.rolname = ANY ($1)`,
    [[...databaseRoles, 'maestro_system']],
  )
  return rows.flatMap((row) => [
    ...(row.mighty ? [`${row.name} can step over row-level security`] : []),
    ...(row.member ? [`${row.name} can become another role`] : []),
  ])
}

async function faultsInViews(db: Queryable): Promise<string[]> {
  const { rows } = await db.query(`
    SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
       AND (c.relkind = 'm' OR c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false))`)
  return rows.map((row) => `${row.name} is a view that sees with its owner's eyes`)
}

/** A digest of everything that belongs to an organization: equal before and after, and nothing changed. */
export async function digestOf(db: Queryable, organizationId: string): Promise<Record<string, string>> {
  const tables = await tenantTables(db)
  const parts = tables.map(
    ({ name, column }) =>
      `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS digest
         FROM ${name} t WHERE ${column} = $1`,
  )
  const { rows } = await db.query(parts.join(' UNION ALL '), [organizationId])
  return Object.fromEntries(rows.map((row) => [row.name, row.digest]))
}
