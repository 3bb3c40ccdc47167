import type { DownlinkMessage, UplinkKind } from '@maestro/contract/devices'

/** One connection of a device, whatever it is made of. */
export type Session = {
  readonly sid: string
  /** Resolves when Maestro has taken the message. */
  say(kind: UplinkKind, message: unknown): Promise<void>
  /** Keeps the connection alive. */
  ping(): void
  /** Says goodbye and closes. */
  leave(): Promise<void>
  /** Is gone, as after a power cut. */
  cut(): void
}

export type SessionEvents = { onMessage: (message: DownlinkMessage) => void; onClose: () => void }
