/** Bounds of the device link. Sizes are bytes, times are seconds unless the name says otherwise. */
export const limits = {
  /** Largest payload of one message; logs and firmware go over HTTPS. */
  payloadBytes: 128 * 1024,
  /** Largest body of an enrolment or a request for a token. */
  enrolmentBytes: 16 * 1024,
  /** Largest MQTT packet before CONNECT is accepted. */
  packetBytesBeforeConnect: 16 * 1024,
  /** Largest MQTT packet after CONNECT is accepted. */
  packetBytesAfterConnect: 256 * 1024,
  /** Deepest nesting of a JSON payload. */
  payloadDepth: 16,
  /** Most that is kept of what a device says of itself, patch upon patch. */
  reportedCharacters: 512 * 1024,
  /** Most that is kept of its measurements. */
  telemetryCharacters: 64 * 1024,
  /** Telemetry samples in one message. */
  telemetryBatch: 50,
  /** Command ids a device remembers, so that a repeated command runs once. */
  rememberedCommands: 64,
  keepAliveSeconds: 60,
  /** Silence after which a device counts as offline: 2.5 times the keep-alive. */
  silenceSeconds: 150,
  tokenSeconds: 3600,
  /** A device renews its token after this share of its life. */
  tokenRenewalShare: 0.8,
  /** How far the clock of a device may be off when it asks for a token. */
  clockSkewSeconds: 300,
  longPollSeconds: 55,
  /** Upper bound of the random pause before a reconnect: `rand(0, min(this, 2^n))`. */
  backoffSeconds: 300,
  /** The exponent n starts again only after this long in connection. */
  steadySeconds: 60,
  handshakesPerSecond: 500,
} as const
