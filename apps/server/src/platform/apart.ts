import type { Transaction } from './platform.js'

// Deadlock, serialization failure, lock timeout: nobody's fault, and the same work succeeds when it is done again.
const COLLISION = /\b(40001|40P01|55P03)\b/

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
    if (COLLISION.test(String(error))) throw error
    // Fails when the connection or the transaction is gone: then it is not about one of them.
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT apart`
    if (items.length === 1) return [refused(only, error)]
    const half = Math.ceil(items.length / 2)
    const former = await apart(tx, items.slice(0, half), work, refused)
    return [...former, ...(await apart(tx, items.slice(half), work, refused))]
  }
}
