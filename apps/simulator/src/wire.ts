import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import WebSocket from 'ws'

/** A stream of bytes to a broker. */
export type Wire = {
  write(bytes: Buffer): void
  /** Sends what was written and closes. */
  end(): void
  /** Closes at once, as a pulled cable does. */
  cut(): void
}

export type WireEvents = { onOpen: () => void; onData: (bytes: Buffer) => void; onClose: () => void }

/** @param localAddress source address, to have more than 28,000 connections on one machine */
export function openWire(brokerUrl: string, events: WireEvents, localAddress?: string): Wire {
  return /^wss?:/.test(brokerUrl)
    ? overWebSocket(brokerUrl, events, localAddress)
    : overTcp(brokerUrl, events, localAddress)
}

function overTcp(brokerUrl: string, { onOpen, onData, onClose }: WireEvents, localAddress?: string): Wire {
  const { protocol, hostname, port } = new URL(brokerUrl)
  const secure = protocol === 'mqtts:'
  const options = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 8883 : 1883),
    noDelay: true,
    ...(localAddress && { localAddress }),
  }
  const socket = secure ? connectTls({ ...options, servername: hostname }, onOpen) : connectTcp(options, onOpen)
  socket.on('data', onData)
  socket.on('error', () => {})
  socket.once('close', onClose)
  return { write: (bytes) => socket.write(bytes), end: () => socket.end(), cut: () => socket.destroy() }
}

function overWebSocket(brokerUrl: string, { onOpen, onData, onClose }: WireEvents, localAddress?: string): Wire {
  const socket = new WebSocket(brokerUrl, 'mqtt', { perMessageDeflate: false, ...(localAddress && { localAddress }) })
  socket.once('open', onOpen)
  socket.on('message', (data: Buffer) => onData(data))
  socket.on('error', () => {})
  socket.once('close', onClose)
  return { write: (bytes) => socket.send(bytes), end: () => socket.close(), cut: () => socket.terminate() }
}
