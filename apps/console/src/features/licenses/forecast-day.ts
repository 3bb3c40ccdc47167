export interface ShownDay {
  day: string
  features: ReadonlyArray<{ featureKey: string; devices: number }>
  /** How many customers it touches; only where several organizations are added up. */
  customers?: number
}

export const devicesOf = (day: ShownDay) => day.features.reduce((sum, feature) => sum + feature.devices, 0)

/** A day of the calendar is formatted in UTC, as it is written, whatever zone the reader is in. */
export const noonOf = (day: string) => new Date(`${day}T12:00:00Z`)

/** Days from the reader's today. */
export function daysFromNow(day: string, now = new Date()): number {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate(), 12)
  return Math.round((noonOf(day).getTime() - today) / 86_400_000)
}
