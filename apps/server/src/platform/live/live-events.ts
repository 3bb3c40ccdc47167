import { AsyncLocalStorage } from 'node:async_hooks'
import type { LiveEvent } from '@maestro/contract'
import { outsideOrganizations, type TenantPool } from '@maestro/database'
import type { PoolClient } from 'pg'

const CHANNEL = 'maestro_live'
const GATHER_MILLISECONDS = 30
/** NOTIFY carries less than 8,000 bytes; ids are 39 characters each with quotes and comma. */
const IDS_PER_MESSAGE = 150

type Listener = (event: LiveEvent) => void
type Held = { organizationId: string; kind: LiveEvent['kind']; ids: readonly string[] }

/**
 * Tells open pages that something changed. Events are gathered for a moment and sent once per kind; they carry ids
 * only, and a lost one costs nothing but a later refresh.
 */
export class LiveEvents {
  private readonly listeners = new Map<string, Set<Listener>>()
  private readonly ends = new Set<() => void>()
  private readonly gathered = new Map<string, Set<string>>()
  private readonly held = new AsyncLocalStorage<Held[]>()
  private timer: NodeJS.Timeout | undefined
  private client: PoolClient | undefined
  private closed = false

  constructor(private readonly pool: TenantPool) {}

  publish(organizationId: string, kind: LiveEvent['kind'], ids: readonly string[]): void {
    const held = this.held.getStore()
    if (held) {
      held.push({ organizationId, kind, ids })
      return
    }
    const key = `${organizationId} ${kind}`
    const set = this.gathered.get(key) ?? new Set()
    for (const id of ids) set.add(id)
    this.gathered.set(key, set)
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MILLISECONDS)
  }

  /**
   * Holds back what `work` publishes until it is done, and drops it when it fails: a page that reads before the
   * commit would show the old state and never hear of the new one.
   */
  async afterwards<T>(work: () => Promise<T>): Promise<T> {
    const held: Held[] = []
    const result = await this.held.run(held, work)
    for (const event of held) this.publish(event.organizationId, event.kind, event.ids)
    return result
  }

  /** `end` is called when nobody will hear anything here any more, because the process is about to stop. */
  subscribe(organizationId: string, listener: Listener, end: () => void = () => {}): () => void {
    const set = this.listeners.get(organizationId) ?? new Set()
    set.add(listener)
    this.listeners.set(organizationId, set)
    this.ends.add(end)
    return () => {
      this.ends.delete(end)
      set.delete(listener)
      if (set.size === 0) this.listeners.delete(organizationId)
    }
  }

  get subscribers(): number {
    return [...this.listeners.values()].reduce((sum, set) => sum + set.size, 0)
  }

  /** Sends away whoever listens: an open page would keep the process from stopping, and finds another one by itself. */
  sendAway(): void {
    for (const end of this.ends) end()
  }

  /** Begins to hear what other processes publish; listens again by itself after the database was away. */
  async listen(): Promise<void> {
    if (this.closed) return
    try {
      const client: PoolClient = await outsideOrganizations(() => this.pool.connect() as Promise<PoolClient>)
      this.client = client
      client.on('notification', (message) => this.hear(message.payload ?? ''))
      client.on('error', () => this.listenAgain(client))
      await client.query(`LISTEN ${CHANNEL}`)
    } catch {
      setTimeout(() => void this.listen(), 1000).unref()
    }
  }

  async close(): Promise<void> {
    this.closed = true
    await this.flush()
    this.client?.release(true)
  }

  private listenAgain(client: PoolClient): void {
    if (this.client !== client) return
    this.client = undefined
    client.release(true)
    setTimeout(() => void this.listen(), 500).unref()
  }

  private hear(payload: string): void {
    const [organizationId = '', kind = '', ...ids] = payload.split(' ')
    for (const listener of this.listeners.get(organizationId) ?? []) {
      listener({ kind: kind as LiveEvent['kind'], ids })
    }
  }

  private async flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const messages = [...this.gathered].flatMap(([key, ids]) =>
      chunks([...ids], IDS_PER_MESSAGE).map((part) => [key, ...part].join(' ')),
    )
    this.gathered.clear()
    if (messages.length === 0) return
    await outsideOrganizations(() =>
      this.pool.query('SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message', [CHANNEL, messages]),
    ).catch(() => {})
  }
}

/** At least one: that something of a kind changed is news without ids too. */
function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.max(1, Math.ceil(items.length / size)) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  )
}
