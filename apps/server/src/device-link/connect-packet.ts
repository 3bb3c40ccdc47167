import type { Client, ConnectPacket } from 'aedes'

type Parser = { settings: { readonly protocolVersion?: number } }

const mqtt311 = { protocolVersion: 4 } as const
const mqtt31 = { protocolVersion: 3 } as const

/**
 * The broker keeps every CONNECT packet, with the token and the whole network buffer that it came in, for the sake of
 * one number. A connection that is through needs only that.
 */
export function forgetConnect(client: Client): void {
  const { _parser: parser } = client as unknown as { _parser: Parser }
  parser.settings = parser.settings.protocolVersion === 3 ? mqtt31 : mqtt311
}

/** The last will is kept as long as the connection. As a slice of the network buffer it would keep all of that. */
export function keepWillAsText({ will }: ConnectPacket): void {
  if (will) will.payload = will.payload.toString('utf8')
}
