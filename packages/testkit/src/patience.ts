/**
 * How long tests wait for what has to come, for `vi.waitFor` and `expect.poll`: far above what anything takes, since a machine
 * that has much else to do is no fault of what is tested.
 */
export const patient = { timeout: 120_000, interval: 100 } as const
