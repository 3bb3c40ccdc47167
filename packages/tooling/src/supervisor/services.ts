import { Redis } from 'ioredis'
import { connectAsync } from 'mqtt'
import { Refusal } from '../refusal.js'
import type { Settings } from './settings.js'

const patienceMs = 5_000

/** Where a service is, without the password in its address. */
const placeOf = (url: string) => new URL(url).host

function unreachable(what: string, url: string, variable: string, error: unknown): Refusal {
  const reason = error instanceof Error ? (error as NodeJS.ErrnoException).code || error.message : String(error)
  return new Refusal(
    `${what} at ${placeOf(url)} cannot be reached (${reason}). Check ${variable}, or leave it out to do without.`,
  )
}

async function askRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: patienceMs, retryStrategy: () => null })
  let failed: unknown
  redis.on('error', (error) => {
    failed ??= error
  })
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    throw unreachable('Redis', url, 'REDIS_URL', failed ?? error)
  } finally {
    redis.disconnect()
  }
}

async function askBroker(url: string): Promise<void> {
  try {
    const client = await connectAsync(url, { reconnectPeriod: 0, connectTimeout: patienceMs }, false)
    await client.endAsync(true)
  } catch (error) {
    throw unreachable('The MQTT broker', url, 'MQTT_URL', error)
  }
}

/** Refuses to start when Redis or a broker that is to be used does not answer, with the name of its variable. */
export async function checkServices({ REDIS_URL, MQTT_URL }: Settings): Promise<void> {
  await Promise.all([REDIS_URL && askRedis(REDIS_URL), MQTT_URL && askBroker(MQTT_URL)])
}
