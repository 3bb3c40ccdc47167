import pg from 'pg'

/**
 * Lets the days of an order pass: whoever has units of it, its term now ends then. What follows from that is left to the
 * product, as if the days had gone by.
 */
export async function orderEnds(orderNumber: string, moment: Date): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env['MAESTRO_E2E_DATABASE'] })
  await owner.connect()
  try {
    await owner.query('UPDATE license_pools SET valid_until = $2 WHERE order_number = $1', [orderNumber, moment])
  } finally {
    await owner.end()
  }
}
