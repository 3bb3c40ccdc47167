import { expect, it, vi } from 'vitest'
import { missingTools, requireTools } from './missing-tool.js'

it('finds a program on the path', () => {
  expect(missingTools('sh', 'no-such-program')).toEqual(['no-such-program'])
})

it('skips by name what needs a missing program', () => {
  vi.stubEnv('MAESTRO_TEST_ALL', '0')
  const notes: (string | undefined)[] = []
  requireTools({ skip: (note) => notes.push(note) }, 'sh')
  requireTools({ skip: (note) => notes.push(note) }, 'no-such-program')
  expect(notes).toEqual(['missing tool: no-such-program'])
})

it('fails instead of skipping when nothing may be skipped', () => {
  vi.stubEnv('MAESTRO_TEST_ALL', '1')
  expect(() => requireTools({ skip: () => {} }, 'no-such-program')).toThrow(/missing tool: no-such-program/)
})
