import type { ShardLocks } from './shards.store.js'

export const shardCount = 16

/** The shard that an organization's messages belong to (FNV-1a). */
export function shardOf(organizationId: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < organizationId.length; index++)
    hash = Math.imul(hash ^ organizationId.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % shardCount
}

/**
 * Shares the organizations among link processes: each holds its part of the shards by advisory locks, gives away
 * what is more than its part, and takes what a stopped process left.
 */
export class IngestShards {
  readonly #held = new Set<number>()
  readonly #locks: ShardLocks

  constructor(locks: ShardLocks) {
    this.#locks = locks
  }

  holds(organizationId: string): boolean {
    return this.#held.has(shardOf(organizationId))
  }

  /** Brings what is held towards this process's part. Answers the shards that were gained. */
  async balance(): Promise<readonly number[]> {
    const part = Math.ceil(shardCount / Math.max(1, await this.#locks.members()))
    for (const shard of [...this.#held].slice(part)) {
      this.#held.delete(shard)
      await this.#locks.give(shard)
    }
    const gained: number[] = []
    for (let shard = 0; shard < shardCount && this.#held.size < part; shard++) {
      if (this.#held.has(shard) || !(await this.#locks.take(shard))) continue
      this.#held.add(shard)
      gained.push(shard)
    }
    return gained
  }
}
