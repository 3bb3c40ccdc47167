/** Maestro's mark: a conductor's beat, one stroke. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden className="shrink-0">
      <rect width="24" height="24" rx="6.5" className="fill-accent" />
      <path
        d="M5.5 17V8.2c0-.9 1.1-1.3 1.7-.6L12 13.2l4.8-5.6c.6-.7 1.7-.3 1.7.6V17"
        fill="none"
        strokeWidth="2.1"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-accent-ink"
      />
    </svg>
  )
}
