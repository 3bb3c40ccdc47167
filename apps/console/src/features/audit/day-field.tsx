'use client'

interface DayFieldProps {
  label: string
  value: string
  onChange(day: string): void
}

/** A calendar day to filter by, in the reader's own zone. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <label className="inline-flex h-7 items-center gap-1.5 rounded-full border border-line-strong border-dashed px-2.5 text-12 text-muted">
      {label}
      <input
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="bg-transparent text-text"
      />
    </label>
  )
}
