import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineJob } from './define-job.js'
import { matchHandlers } from './runner.js'

const jobNamed = (name: string) =>
  defineJob({ name, queue: 'clock', payload: z.object({}), retry: { attempts: 1, backoffMilliseconds: 0 } })
const handlerOf = (job: ReturnType<typeof jobNamed>) => ({ job, handle: async () => {} })

describe('the worker', () => {
  const [push, sweep] = [jobNamed('deployments.push'), jobNamed('deployments.sweep')]

  it('knows the handler of every declared job', () => {
    const matched = matchHandlers([push, sweep], [handlerOf(sweep), handlerOf(push)])
    expect(matched.get('deployments.push')?.job).toBe(push)
  })

  it('does not start when a declared job has no handler', () => {
    expect(() => matchHandlers([push, sweep], [handlerOf(push)])).toThrow('deployments.sweep is declared')
  })

  it('does not start when a job has two handlers', () => {
    expect(() => matchHandlers([push], [handlerOf(push), handlerOf(push)])).toThrow('two handlers')
  })

  it('does not start when a handler waits for a job that nobody declared', () => {
    expect(() => matchHandlers([push], [handlerOf(push), handlerOf(sweep)])).toThrow('not declared')
  })
})
