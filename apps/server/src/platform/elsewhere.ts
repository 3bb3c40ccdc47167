import type { Transaction } from './platform.js'

/**
 * A part of a transaction that belongs to another organization: under its row-level security and nobody else's. When `work`
 * fails, the transaction ends with it.
 */
export async function elsewhere<T>(tx: Transaction, here: string, there: string, work: () => Promise<T>): Promise<T> {
  await tx.$queryRaw`SELECT set_config('app.organization_id', ${there}, true)`
  const done = await work()
  await tx.$queryRaw`SELECT set_config('app.organization_id', ${here}, true)`
  return done
}
