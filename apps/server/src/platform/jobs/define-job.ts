import type { z } from 'zod'

/** Queues are named for what they wait on. */
export const queueNames = ['devices', 'clock'] as const
export type QueueName = (typeof queueNames)[number]

/** A kind of job: what it is called, what it carries (ids only), and when it is tried again. */
export type JobDefinition<P> = {
  /** `noun.verb`, as the feature that owns it. */
  readonly name: string
  readonly queue: QueueName
  readonly payload: z.ZodType<P>
  readonly retry: { readonly attempts: number; readonly backoffMilliseconds: number }
  /** From 1 on: after all jobs without one, and after those with a smaller one. */
  readonly priority?: number
  /** For sweeps: run every so often, whatever else happens. */
  readonly everyMilliseconds?: number
}

export function defineJob<P>(definition: JobDefinition<P>): JobDefinition<P> {
  return definition
}

/** A job's handler: small, and safe to run twice. */
export type JobHandler<P> = {
  readonly job: JobDefinition<P>
  handle(payload: P): Promise<void>
}
