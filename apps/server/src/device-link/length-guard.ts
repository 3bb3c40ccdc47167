import type { Duplex } from 'node:stream'
import { limits } from '@maestro/contract/devices'

/**
 * Follows MQTT fixed headers (MQTT 3.1.1, section 2.2) through a byte stream without keeping any of it.
 * `accepts` is false as soon as a packet announces more than `limit` bytes or a length that is not one.
 */
export class PacketLengths {
  limit: number = limits.packetBytesBeforeConnect
  #skip = 0
  #inLength = false
  #length = 0
  #factor = 1

  accepts(chunk: Uint8Array): boolean {
    let at = 0
    while (at < chunk.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - at)
        this.#skip -= step
        at += step
      } else if (!this.#accept(chunk[at++] ?? 0)) return false
    }
    return true
  }

  #accept(byte: number): boolean {
    if (!this.#inLength) {
      this.#inLength = true
      this.#length = 0
      this.#factor = 1
      return true
    }
    this.#length += (byte & 127) * this.#factor
    this.#factor *= 128
    if (this.#length > this.limit) return false
    if (byte & 128) return this.#factor <= 128 ** 3
    this.#inLength = false
    this.#skip = this.#length
    return true
  }
}

/**
 * Drops a connection that announces an oversized packet, before the broker would gather it in memory.
 * The broker reads its streams with `read()`, so that is the one place every byte passes.
 */
export function guardLength(stream: Duplex): PacketLengths {
  const lengths = new PacketLengths()
  const read = stream.read.bind(stream)
  stream.read = (size?: number) => {
    const chunk: unknown = read(size)
    if (!(chunk instanceof Uint8Array) || lengths.accepts(chunk)) return chunk
    stream.destroy()
    return null
  }
  return lengths
}
