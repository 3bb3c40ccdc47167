import { parseUplinkTopic } from '@maestro/contract/devices'
import type { Ingest } from './ingest.js'
import { type IngestShards, shardOf } from './ingest-shards.js'

type Kept = { readonly topic: string; readonly payload: Buffer; readonly at: number; readonly shard: number }

const keepMs = 8000
const keepMost = 20_000

/**
 * This process's share of what all devices say. Messages of other shards are kept for some seconds: when a shard
 * comes over from a process that stopped, what it did not finish is heard again, which is harmless.
 */
export class IngestShare {
  readonly #ingest: Ingest
  readonly #shards: IngestShards
  #kept: Kept[] = []

  constructor(ingest: Ingest, shards: IngestShards) {
    this.#ingest = ingest
    this.#shards = shards
  }

  async accept(topic: string, payload: Buffer): Promise<void> {
    const tenant = parseUplinkTopic(topic)?.tenant
    if (tenant === undefined || this.#shards.holds(tenant)) return this.#ingest.accept(topic, payload)
    const now = Date.now()
    // A copy: the payload is a slice of a network buffer that would be kept as a whole.
    this.#kept.push({ topic, payload: Buffer.from(payload), at: now, shard: shardOf(tenant) })
    if (this.#kept.length > keepMost || (this.#kept[0]?.at ?? now) < now - 2 * keepMs) this.#forget(now)
  }

  /** Takes or gives shards so that every process has its part. */
  async balance(): Promise<void> {
    const gained = new Set(await this.#shards.balance())
    if (gained.size === 0) return
    const replayed = this.#kept.filter((message) => gained.has(message.shard) && message.at > Date.now() - keepMs)
    this.#kept = this.#kept.filter((message) => !gained.has(message.shard))
    for (const { topic, payload } of replayed) await this.#ingest.accept(topic, payload)
  }

  #forget(now: number): void {
    this.#kept = this.#kept.filter((message) => message.at > now - keepMs).slice(-keepMost / 2)
  }
}
