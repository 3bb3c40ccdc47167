import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { requireTools } from './missing-tool.js'
import { startRedis } from './redis.js'

it('starts a Redis that answers, and stops it', async (context) => {
  requireTools(context, 'redis-server')
  const redis = await startRedis()
  const socket = connect(Number(new URL(redis.url).port), '127.0.0.1')
  socket.end('PING\r\n')
  expect(await text(socket)).toBe('+PONG\r\n')
  await redis.stop()
})
