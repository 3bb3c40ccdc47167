import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cluster } from './cluster.js'

/** Named inside the data folder when the cluster had to live elsewhere. */
const pointer = 'location'

function elsewhere(folder: string): string {
  return join('/var/lib/maestro', createHash('sha256').update(folder).digest('hex').slice(0, 16))
}

function makeFolder(folder: string): Cluster {
  mkdirSync(folder, { recursive: true })
  const cluster = new Cluster(folder)
  cluster.own(folder)
  chmodSync(folder, 0o700)
  return cluster
}

/**
 * The folder the cluster lives in. Started as root below a folder only root may enter (a clone in /root), Postgres's
 * own account could not get in: then the cluster lives in /var/lib/maestro and the data folder points there.
 */
export async function locateCluster(folder: string): Promise<{ cluster: Cluster; folder: string }> {
  const moved = join(folder, pointer)
  if (existsSync(moved)) {
    const actual = readFileSync(moved, 'utf8').trim()
    return { cluster: makeFolder(actual), folder: actual }
  }
  const cluster = makeFolder(folder)
  if (await cluster.canEnter()) return { cluster, folder }
  const actual = elsewhere(folder)
  const reachable = makeFolder(actual)
  writeFileSync(moved, `${actual}\n`)
  return { cluster: reachable, folder: actual }
}
