import { Refused } from './refused.js'

/** The version that a caller has read; `*` stands for whatever is there (RFC 9110 section 13.1.1). */
export type IfMatch = number | '*'

/** The version in an ETag such as `"3"` or `W/"3"`; one that is not ours matches nothing. */
export function versionOf(header: string | undefined): IfMatch | undefined {
  if (header === undefined) return undefined
  if (header.trim() === '*') return '*'
  const version = Number(/^(?:W\/)?"?(\d+)"?$/.exec(header.trim())?.[1] ?? Number.NaN)
  return Number.isNaN(version) ? -1 : version
}

/** Refuses a change of something that was changed since the caller read it. Lock the row first. */
export function requireVersion(current: number, wanted: IfMatch): void {
  if (wanted !== '*' && wanted !== current) throw new Refused('request.version-outdated', { version: current })
}
