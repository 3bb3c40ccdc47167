import { execFileSync } from 'node:child_process'
import { Refusal } from '../refusal.js'

/** Whom Postgres runs as. Empty when we are not root: then it runs as ourselves. */
export type RunAs = { readonly uid: number; readonly gid: number } | Record<string, never>

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return undefined
  }
}

/** Postgres refuses to run as root. An account that exists already is borrowed; none is ever created. */
export function unprivilegedAccount(): RunAs {
  if (process.getuid?.() !== 0) return {}
  for (const user of ['postgres', 'nobody']) {
    const uid = idOf('-u', user)
    const gid = idOf('-g', user)
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new Refusal(
    'PostgreSQL refuses to run as root, and this machine has neither a "postgres" nor a "nobody" account. ' +
      'Start Maestro as an ordinary user, or set DATABASE_URL.',
  )
}
