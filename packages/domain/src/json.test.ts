import { expect, it } from 'vitest'
import { unstorablePaths } from './json.js'

it('finds every text that cannot be kept, keys included', () => {
  const sent = { name: 'a\0', values: { 'time.ntp.servers': ['ok', '\ud800'] }, ['k\0ey']: 1, fine: '🙂 ümlaut', n: 1 }
  expect(unstorablePaths(sent)).toEqual(['name', 'values.time.ntp.servers.1', 'k\ufffdey'])
  expect(unstorablePaths({ whole: '\ud83d\ude42' })).toEqual([])
})

it('walks as deep as anybody can send', () => {
  const deep = JSON.parse(`${'['.repeat(200_000)}"\\u0000"${']'.repeat(200_000)}`)
  expect(unstorablePaths(deep)).toHaveLength(1)
})
