import type { LiveEvent } from '@maestro/contract'
import type { Visitor } from '../visitor.js'

/** A page that listens to an organization (server-sent events), as the console's do. */
export type OpenPage = {
  readonly events: readonly LiveEvent[]
  onEvent(listener: (event: LiveEvent) => Promise<void>): void
  close(): void
}

/** Resolves once the server has begun to tell. Throws when it refuses. */
export async function openPage(origin: string, visitor: Visitor, path: string): Promise<OpenPage> {
  const leaving = new AbortController()
  const answer = await fetch(`${origin}/api/v1${path}/live`, { headers: visitor.credentials, signal: leaving.signal })
  if (!answer.ok || !answer.body) throw new Error(`The page cannot listen: ${answer.status}.`)
  const events: LiveEvent[] = []
  const listeners: ((event: LiveEvent) => Promise<void>)[] = []
  const reading = read(answer.body, (event) => {
    events.push(event)
    for (const listener of listeners) void listener(event)
  })
  reading.catch(() => {})
  return { events, onEvent: (listener) => void listeners.push(listener), close: () => leaving.abort() }
}

async function read(body: ReadableStream<Uint8Array>, onEvent: (event: LiveEvent) => void): Promise<void> {
  let rest = ''
  for await (const bytes of body) {
    const lines = (rest + Buffer.from(bytes).toString('utf8')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data: ')) onEvent(JSON.parse(line.slice(6)) as LiveEvent)
  }
}
