import { totalmem } from 'node:os'

/** `throwaway` gives durability up for speed: for test databases only. */
export type Durability = 'durable' | 'throwaway'

/**
 * What indexes of a large fleet need, where the machine has it: a page that must come from the operating system costs
 * several times what one costs that lies here. Memory is taken as it is used.
 */
function sharedMegabytes(): number {
  return Math.round(Math.min(Math.max(totalmem() / 2 ** 20 / 16, 256), 2048))
}

const base = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: `${sharedMegabytes()}MB`,
  effective_cache_size: '8GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
} as const

const throwaway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum_naptime: '5s',
} as const

/** The server's command line. pg_ctl hands it to a shell, so values hold no quotes. */
export function serverOptions(port: number, durability: Durability): string {
  const settings = { port: String(port), ...base, ...(durability === 'throwaway' ? throwaway : {}) }
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ')
}
