import { createHash } from 'node:crypto'

type Schedule = {
  readonly startsAt: Date | null
  readonly window: unknown
  readonly forced: boolean
  readonly growth: string
  readonly autoRollback: boolean
}
type Ring = {
  readonly position: number
  readonly waitMinutes: number | null
  readonly successPercent: number
  readonly failurePercent: number | null
  readonly failureMinimum: number
  readonly failureKinds: readonly string[]
}

/** What a start and an approval are bound to: devices, layers, rings with their thresholds, and the schedule. SHA-256, hex. */
export function previewHashOf(rows: string, schedule: Schedule, rings: readonly Ring[]): string {
  const { startsAt, window, forced, growth, autoRollback } = schedule
  const parts = [
    rows,
    startsAt?.toISOString() ?? null,
    window === null ? null : Object.entries(window as object).sort(),
    forced,
    growth,
    autoRollback,
    rings.map((ring) => [
      ring.position,
      ring.waitMinutes,
      ring.successPercent,
      ring.failurePercent,
      ring.failureMinimum,
      [...ring.failureKinds].sort(),
    ]),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
