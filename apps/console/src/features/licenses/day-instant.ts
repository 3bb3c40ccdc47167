/** The first moment of a day as a date field gives it, in the reader's zone; null for none. */
export const instantOf = (day: string): string | null => (day ? new Date(`${day}T00:00:00`).toISOString() : null)

/** The day of a moment, as a date field takes it. */
export function dayOf(instant: string | null): string {
  if (!instant) return ''
  const date = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
