import type { Environment } from 'vitest/runtime'

type Shared = { journeysShare?: (() => Promise<void>)[] }

/** Takes away what files of tests share, once no other file of this process follows. */
export function atTheEndOfAll(end: () => Promise<void>): void {
  const ends = (globalThis as Shared).journeysShare
  if (!ends) throw new Error('Only journeys share anything; see vitest.config.ts.')
  ends.push(end)
}

/** Node's own, with an end that vitest waits for. */
export default {
  name: 'journeys',
  viteEnvironment: 'ssr',
  setup(global: Shared) {
    const ends: (() => Promise<void>)[] = []
    global.journeysShare = ends
    return {
      teardown: async () => {
        await Promise.all(ends.map((end) => end()))
      },
    }
  },
} satisfies Environment
