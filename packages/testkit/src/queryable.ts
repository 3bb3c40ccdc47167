/** Whatever takes SQL: a pool or a client of the owner, who sees behind row-level security. */
export interface Queryable {
  // biome-ignore lint/suspicious/noExplicitAny: rows are as wide as the question.
  query(text: string, values?: readonly unknown[]): Promise<{ rows: any[] }>
}

/** What is undefined is left to the column's default. */
export async function insert(db: Queryable, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const given = Object.entries(row).filter(([, value]) => value !== undefined)
  const columns = given.map(([column]) => column)
  const places = columns.map((_, index) => `$${index + 1}`)
  await db.query(
    `INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${places.join(', ')})`,
    given.map(([, value]) => value),
  )
}

let made = 0
/** A number that no other thing of this process has. */
export function another(): number {
  made += 1
  return made
}
