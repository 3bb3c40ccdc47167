import { isCollision } from './busy.js'
import type { Transaction } from './platform.js'

/**
 * Does work for many in one transaction. When it fails, those for whom it fails are found by halving, what was done for
 * them is taken back, and `refused` answers in their place: one cannot hold up the others.
 */
export async function apart<Item, Result>(
  tx: Transaction,
  items: readonly Item[],
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  refused: (item: Item, error: unknown) => Result,
): Promise<Result[]> {
  const [only] = items
  if (only === undefined) return []
  await tx.$executeRaw`SAVEPOINT apart`
  try {
    const results = await work(items)
    await tx.$executeRaw`RELEASE SAVEPOINT apart`
    return [...results]
  } catch (error) {
    if (isCollision(error)) throw error
    // Fails when the connection or the transaction is gone: then it is not about one of them.
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT apart`
    if (items.length === 1) return [refused(only, error)]
    const half = Math.ceil(items.length / 2)
    const former = await apart(tx, items.slice(0, half), work, refused)
    return [...former, ...(await apart(tx, items.slice(half), work, refused))]
  }
}
