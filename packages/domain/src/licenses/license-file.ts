/** A feature in a licence file. Unix time in seconds; `until` is the first second without it, grace included. */
export type LicensedFeature = {
  readonly key: string
  /** Null: always was. */
  readonly from: number | null
  /** Null: for ever. */
  readonly until: number | null
}

/** What a licence file says, once its signature is known to be good. */
export type LicensePayload = {
  readonly iss: string
  /** The device's id in Maestro. */
  readonly sub: string
  readonly serial: string
  readonly vendor?: string | undefined
  /** Grows with every file of a device. */
  readonly issue: number
  /** Unix time in seconds. */
  readonly iat: number
  readonly features: readonly LicensedFeature[]
}

/** A unit in use on a device. `to` is when its pool ends, `graceDays` how much longer the device may go on. */
export type UnitInUse = {
  readonly feature: string
  readonly from: Date | null
  readonly to: Date | null
  readonly graceDays: number
}

const DAY_SECONDS = 86_400

/**
 * What a device may use, from all the units in use on it. One that has ended is in use until it is dropped, which waits for
 * calls and for what goes on with another unit: a file that is issued meanwhile must not take it away. Left out is what has
 * been over for longer than devices tolerate. Sorted by feature.
 */
export function entitlementOf(units: readonly UnitInUse[], now: Date): readonly LicensedFeature[] {
  const merged = new Map<string, LicensedFeature>()
  for (const unit of units) {
    const feature = licensed(unit)
    if (feature.until !== null && feature.until + LICENSE_CLOCK_TOLERANCE_SECONDS <= seconds(now)) continue
    const known = merged.get(feature.key)
    merged.set(feature.key, known ? widest(known, feature) : feature)
  }
  return [...merged.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1))
}

function licensed({ feature, from, to, graceDays }: UnitInUse): LicensedFeature {
  return { key: feature, from: from && seconds(from), until: to && seconds(to) + graceDays * DAY_SECONDS }
}

function widest(one: LicensedFeature, other: LicensedFeature): LicensedFeature {
  return {
    key: one.key,
    from: one.from === null || other.from === null ? null : Math.min(one.from, other.from),
    until: one.until === null || other.until === null ? null : Math.max(one.until, other.until),
  }
}

/** Whether a device's newest file says what it should; only if not it gets another. */
export function sameEntitlement(one: readonly LicensedFeature[], other: readonly LicensedFeature[]): boolean {
  return canonical(one) === canonical(other)
}

function canonical(features: readonly LicensedFeature[]): string {
  return JSON.stringify(features.map(({ key, from, until }) => [key, from, until]).toSorted())
}

/** When the last feature of a file ends; null: never, or there is none to end. */
export function licenseEndsAt(features: readonly LicensedFeature[]): Date | null {
  const ends = features.map(({ until }) => until)
  if (ends.length === 0 || ends.includes(null)) return null
  return new Date(Math.max(...ends.map(Number)) * 1000)
}

/**
 * The number of a device's next file: above all that it was given, above what it says it holds, and above the floor that it
 * brought along from another organization.
 */
export function nextIssue(newestIssue: number | null, reportedIssue: number | null, floor = 0): number {
  return Math.max(newestIssue ?? 0, reportedIssue ?? 0, floor) + 1
}

/** What becomes of a file, in the order in which it is looked at: the first that applies is the answer. */
export const LICENSE_VERDICTS = [
  'unknown-key',
  'forged',
  'foreign',
  'superseded',
  'not-yet-valid',
  'expired',
  'valid',
] as const
export type LicenseVerdict = (typeof LICENSE_VERDICTS)[number]

/** How far a clock may be off before a feature that has not begun, or is over, counts as such. */
export const LICENSE_CLOCK_TOLERANCE_SECONDS = 4 * 3600

export type LicenseJudge = {
  /** Undefined: whoever asks does not know, and any serial will do. */
  readonly serial?: string | undefined
  readonly deviceId?: string | undefined
  /** Of the file that the device holds. */
  readonly heldIssue?: number | undefined
  readonly at: Date
  readonly toleranceSeconds?: number | undefined
}

/** What a file with a good signature is worth here and now. */
export function judgeLicense(
  payload: LicensePayload,
  judge: LicenseJudge,
): Exclude<LicenseVerdict, 'unknown-key' | 'forged'> {
  const { serial, deviceId, heldIssue } = judge
  if (serial !== undefined && payload.serial !== serial) return 'foreign'
  if (deviceId !== undefined && payload.sub !== deviceId) return 'foreign'
  if (heldIssue !== undefined && payload.issue < heldIssue) return 'superseded'
  return validityOf(payload, judge)
}

function validityOf(payload: LicensePayload, judge: LicenseJudge): 'not-yet-valid' | 'expired' | 'valid' {
  const { features } = payload
  if (seconds(judge.at) + (judge.toleranceSeconds ?? 0) < payload.iat) return 'not-yet-valid'
  // A file without features takes away what there was: it is as valid as any.
  if (features.length === 0 || usableFeatures(payload, judge).length > 0) return 'valid'
  const now = seconds(judge.at)
  const tolerance = judge.toleranceSeconds ?? 0
  return features.every(({ until }) => until !== null && until <= now - tolerance) ? 'expired' : 'not-yet-valid'
}

/** The features that a device may use by its file now. */
export function usableFeatures(
  { features }: Pick<LicensePayload, 'features'>,
  { at, toleranceSeconds = 0 }: Pick<LicenseJudge, 'at' | 'toleranceSeconds'>,
): readonly string[] {
  const now = seconds(at)
  return features
    .filter(({ from }) => from === null || from <= now + toleranceSeconds)
    .filter(({ until }) => until === null || until > now - toleranceSeconds)
    .map(({ key }) => key)
}

/**
 * What a device in a call goes on with until it hangs up: what its file says now, and what it had when the call began. A file
 * that ends by the device's clock takes nothing from a call; one that comes and lacks a feature does.
 */
export function featuresInCall(
  hadBefore: readonly string[],
  { features }: Pick<LicensePayload, 'features'>,
  usable: readonly string[],
): readonly string[] {
  return features.map(({ key }) => key).filter((key) => usable.includes(key) || hadBefore.includes(key))
}

/** A device's clock cannot be before the moment its file was signed: where it says so, that moment is the time. */
export function leastTime(clock: Date, { iat }: Pick<LicensePayload, 'iat'>): Date {
  return new Date(Math.max(clock.getTime(), iat * 1000))
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}
