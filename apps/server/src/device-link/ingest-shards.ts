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
 * what is more than its part, and takes what a stopped process left. When the database was away it goes on with what
 * it held, and then takes the locks again: two that hear the same are harmless, nobody hearing is not.
 */
export class IngestShards {
  readonly #held = new Set<number>()
  readonly #open: (onLost: () => void) => Promise<ShardLocks>
  #locks: ShardLocks | undefined

  constructor(open: (onLost: () => void) => Promise<ShardLocks>) {
    this.#open = open
  }

  holds(organizationId: string): boolean {
    return this.#held.has(shardOf(organizationId))
  }

  async isAlone(): Promise<boolean> {
    return (await (await this.#connected()).members()) === 1
  }

  /** Brings what is held towards this process's part. Answers the shards that were gained. */
  async balance(): Promise<readonly number[]> {
    const locks = await this.#connected()
    const part = Math.ceil(shardCount / Math.max(1, await locks.members()))
    for (const shard of [...this.#held].slice(part)) {
      this.#held.delete(shard)
      await locks.give(shard)
    }
    const gained: number[] = []
    for (let shard = 0; shard < shardCount && this.#held.size < part; shard++) {
      if (this.#held.has(shard) || !(await locks.take(shard))) continue
      this.#held.add(shard)
      gained.push(shard)
    }
    return gained
  }

  release(): void {
    this.#locks?.release()
  }

  async #connected(): Promise<ShardLocks> {
    if (this.#locks) return this.#locks
    const locks = await this.#open(() => {
      this.#locks = undefined
    })
    for (const shard of this.#held) if (!(await locks.take(shard))) this.#held.delete(shard)
    this.#locks = locks
    return locks
  }
}
