import type { Prisma } from '@maestro/database'
import type { Transaction } from '../platform/platform.js'

/** What the engine keeps of a preview beside its rows: how far it has come, and what was counted. */
export type Preparation = {
  /** The last device that was looked at while preparing. */
  readonly cursor?: string
  readonly unchanged?: number
  readonly counts?: {
    readonly devices: number
    readonly restart: number
    readonly offline: number
    readonly inCall: number
    readonly leftOut: number
    readonly unchanged: number
  }
  /** Devices of each ring, by position. */
  readonly rings?: readonly number[]
  /** SHA-256 of the rows; with the schedule it makes the hash that people see. */
  readonly rows?: string
  /** The last previewed device that became a target, and whether all have. */
  readonly planted?: string
  readonly isPlanted?: boolean
  /** Who changed it after it was made; not who may approve it either. It was one name before it was all of them. */
  readonly changedBy?: string | readonly string[]
  /** When devices that joined were last looked for. */
  readonly grownAt?: string
}

export function readPreparation({ preview }: { preview: Prisma.JsonValue }): Preparation {
  return (preview ?? {}) as Preparation
}

export function changersOf(deployment: { preview: Prisma.JsonValue }): readonly string[] {
  return [readPreparation(deployment).changedBy ?? []].flat()
}

export async function writePreparation(tx: Transaction, id: string, preparation: Preparation): Promise<void> {
  await tx.deployment.update({ where: { id }, data: { preview: preparation as Prisma.InputJsonObject } })
}
