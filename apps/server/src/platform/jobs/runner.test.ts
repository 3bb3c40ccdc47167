import { expect, it } from 'vitest'
import { z } from 'zod'
import { defineJob } from './define-job.js'
import { matchHandlers } from './runner.js'

const job = defineJob({
  name: 'things.do',
  queue: 'devices',
  payload: z.object({}),
  retry: { attempts: 1, backoffMilliseconds: 0 },
})
const handler = { job, handle: async () => {} }

it('matches every declared job with its handler', () => {
  expect([...matchHandlers([job], [handler]).keys()]).toEqual(['things.do'])
})

it('refuses to start when a declared job has no handler', () => {
  expect(() => matchHandlers([job], [])).toThrow('The job things.do is declared, but has no handler.')
})

it('refuses to start when a job has two handlers', () => {
  expect(() => matchHandlers([job], [handler, { ...handler }])).toThrow('The job things.do has two handlers.')
})

it('refuses to start when a handler has a job that nobody declared', () => {
  expect(() => matchHandlers([], [handler])).toThrow('The job things.do is handled, but not declared.')
})
