/** Waited for each other in a circle, or could not be told apart in time: PostgreSQL, and Prisma for both. */
const deadlocks: readonly unknown[] = ['40P01', '40001', 'P2034']
/** No lock in time. */
const lockTimeout = '55P03'
/** No connection, no lock or no end in time: Prisma, and PostgreSQL. */
const waits: readonly unknown[] = ['P2024', 'P2028', lockTimeout, '57014', '53300']

/** Whether the database gave up a transaction for the sake of another: nothing of it is kept, and it may begin again. */
export function isDeadlock(error: unknown): boolean {
  return codesOf(error).some((code) => deadlocks.includes(code))
}

/** Whether two got in each other's way, which is the fault of neither: the same work succeeds when it is done again. */
export function isCollision(error: unknown): boolean {
  return codesOf(error).some((code) => deadlocks.includes(code) || code === lockTimeout)
}

/** Whether something failed only because of how much else there is to do at the moment; nothing of it is kept. */
export function isBusy(error: unknown): boolean {
  return codesOf(error).some((code) => deadlocks.includes(code) || waits.includes(code))
}

/** Of an error, and of what it is wrapped around. */
function codesOf(error: unknown): unknown[] {
  if (typeof error !== 'object' || error === null) return []
  const { code, originalCode, cause, meta } = error as Record<string, unknown>
  const inner =
    typeof meta === 'object' && meta !== null ? (meta as Record<string, unknown>)['driverAdapterError'] : null
  return [code, originalCode, ...codesOf(cause), ...codesOf(inner)]
}
