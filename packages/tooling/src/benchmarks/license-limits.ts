import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import pg from 'pg'

const SIGNATURES = 2_000
const ROWS_AT_ONCE = 500

/** Ed25519 signatures a second of one core, over something as long as a licence file. */
export function signaturesPerSecond(): number {
  const { privateKey } = generateKeyPairSync('ed25519')
  const file = randomBytes(400)
  const startedAt = performance.now()
  for (let n = 0; n < SIGNATURES; n++) sign(null, file, privateKey)
  return (SIGNATURES / (performance.now() - startedAt)) * 1_000
}

/** Rows a second that the same database keeps for good, 500 in a transaction, without triggers, checks or an audit. */
export async function bareInsertsPerSecond(url: string, transactions: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('CREATE TABLE bare (id uuid PRIMARY KEY, device_id uuid, pool_id uuid, feature_key text)')
  const startedAt = performance.now()
  for (let n = 0; n < transactions; n++)
    await client.query(
      `INSERT INTO bare SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'dual-screen' FROM generate_series(1, $1::int)`,
      [ROWS_AT_ONCE],
    )
  const seconds = (performance.now() - startedAt) / 1_000
  await client.query('DROP TABLE bare')
  await client.end()
  return (transactions * ROWS_AT_ONCE) / seconds
}
