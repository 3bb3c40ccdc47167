import {
  type ApplyError,
  type ApplyStatus,
  applyMergePatch,
  type DeviceEvent,
  type Hello,
  type Json,
  limits,
  type Presence,
  type Reported,
  type UplinkMessage,
} from '@maestro/contract/devices'
import { heldVersion } from '@maestro/domain'

export type Connection = 'online' | 'offline' | 'unknown' | 'never' | 'recorded'

/** What Maestro knows of one device from what it said. */
export type Standing = {
  readonly connection: Connection
  readonly inCall: boolean
  readonly firmwareVersion: string | null
  /** The session that counts; null after the device said, or its last will, that it ended. */
  readonly sessionId: string | null
  readonly connectedAt: Date | null
  readonly agentVersion: string | null
  readonly reportedVersion: number
  readonly reported: Json
  readonly reportedAt: Date | null
  /** The newest configuration that was ever given to it. */
  readonly releasedVersion: number
  /** The configuration that the last report or hello spoke of. */
  readonly desiredVersion: number
  /** The newest configuration that the device said it applied. */
  readonly appliedVersion: number
  readonly applyStatus: ApplyStatus | null
  readonly applyErrors: readonly ApplyError[] | null
  /** Of the licence file that the device says it holds. */
  readonly licenseIssue: number | null
}

export type HeardMessage = UplinkMessage & { readonly at: Date }

/** How things stand after one more message. Answers the same object when the message changes nothing. */
export function hear(standing: Standing, message: HeardMessage): Standing {
  switch (message.kind) {
    case 'presence':
      return hearPresence(standing, message.body, message.at)
    case 'hello':
      return hearHello(standing, message.body, message.at)
    case 'reported':
      return hearReport(alive(standing), message.body, message.at)
    case 'event':
      return hearEvent(alive(standing), message.body)
    case 'telemetry':
    case 'cmd':
      return alive(standing)
  }
}

/** A sign of life ends a doubt about the session, and does not bring back one that has ended. */
export function alive(standing: Standing): Standing {
  return standing.sessionId === null || standing.connection === 'online'
    ? standing
    : { ...standing, connection: 'online' }
}

function hearPresence(standing: Standing, { online, sid }: Presence, at: Date): Standing {
  if (online) return begin(standing, sid, at)
  // A late last will speaks of a session that another has replaced.
  if (sid !== standing.sessionId) return standing
  return { ...standing, connection: 'offline', sessionId: null }
}

function begin(standing: Standing, sid: string, at: Date): Standing {
  if (standing.sessionId === sid) return alive(standing)
  return { ...standing, connection: 'online', sessionId: sid, connectedAt: at }
}

function hearHello(standing: Standing, hello: Hello, at: Date): Standing {
  const begun = begin(standing, hello.sid, at)
  const desiredVersion = heldVersion(hello.desiredVersion, begun.releasedVersion)
  const speaksOfAnother = desiredVersion !== begun.desiredVersion
  return {
    ...begun,
    // How applying went is known of the configuration that was reported, and of no other.
    applyStatus: speaksOfAnother ? null : begun.applyStatus,
    applyErrors: speaksOfAnother ? null : begun.applyErrors,
    agentVersion: hello.agent ?? begun.agentVersion,
    firmwareVersion: hello.fw ?? begun.firmwareVersion,
    desiredVersion,
    appliedVersion: possible(begun.appliedVersion, begun),
    // A device that lost its memory counts its reports from the start again.
    reportedVersion: Math.min(begun.reportedVersion, hello.reportedVersion),
  }
}

function hearReport(standing: Standing, report: Reported, at: Date): Standing {
  if (report.version <= standing.reportedVersion) return standing
  const merged = applyMergePatch(report.full ? {} : standing.reported, (report.patch ?? {}) as Json)
  // Patch by patch a device could fill the database with itself.
  const reported = JSON.stringify(merged).length <= limits.reportedCharacters ? merged : standing.reported
  const call = report.patch?.call?.state
  const isKnown = report.desiredVersion <= standing.releasedVersion
  const before = possible(standing.appliedVersion, standing)
  return {
    ...standing,
    reportedVersion: report.version,
    reported,
    reportedAt: at,
    firmwareVersion: report.patch?.firmware ?? standing.firmwareVersion,
    // An unknown call state counts as in a call, so that nothing is pushed into a meeting.
    inCall: call ? call !== 'idle' : standing.inCall,
    desiredVersion: heldVersion(report.desiredVersion, standing.releasedVersion),
    // Nobody has applied what was never given out, and how it went says nothing of what was.
    appliedVersion: isKnown && report.status === 'applied' ? Math.max(before, report.desiredVersion) : before,
    applyStatus: isKnown ? report.status : null,
    applyErrors: isKnown && report.errors?.length ? report.errors : null,
    licenseIssue: licenseIssueOf(report, standing),
  }
}

function possible(version: number, { releasedVersion }: Standing): number {
  return version <= releasedVersion ? version : 0
}

/** Null in a patch, or nothing in a whole report: the device holds none. */
function licenseIssueOf({ full, patch }: Reported, standing: Standing): number | null {
  if (patch?.license === undefined) return full ? null : standing.licenseIssue
  return patch.license?.issue ?? null
}

function hearEvent(standing: Standing, { type }: DeviceEvent): Standing {
  const inCall = type === 'call.started' || (type !== 'call.ended' && standing.inCall)
  return inCall === standing.inCall ? standing : { ...standing, inCall }
}
