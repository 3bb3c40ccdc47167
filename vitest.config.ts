import { defineConfig } from 'vitest/config'

/** Far above what anything takes: a machine that has much else to do is no fault of what is tested. */
const patience = { testTimeout: 400_000, hookTimeout: 300_000, expect: { poll: { timeout: 120_000 } } }

const postgres = ['./packages/tooling/dist/testing/global-setup.js']

/** Sources of our own packages are tested where they stand; what they import from each other is built. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          sequence: { groupOrder: 0 },
          include: [
            'packages/{domain,contract,config}/**/*.test.ts',
            'apps/console/src/**/*.test.{ts,tsx}',
            'apps/simulator/src/**/*.test.ts',
            'apps/cli/src/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', '**/.next/**'],
        },
      },
      {
        oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
        test: {
          name: 'verbs',
          // Nothing of ours is kept between applications of one process; loading them anew cost more than running them.
          isolate: false,
          sequence: { groupOrder: 1 },
          include: ['packages/{database,testkit,tooling}/src/**/*.test.ts', 'apps/server/src/**/*.test.ts'],
          exclude: ['packages/tooling/src/bench/**', '**/node_modules/**'],
          globalSetup: postgres,
          ...patience,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'benches',
          sequence: { groupOrder: 3 },
          ...patience,
          include: ['packages/tooling/src/bench/**/*.test.ts'],
          maxWorkers: 1,
        },
      },
      {
        oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
        test: {
          name: 'journeys',
          // Most of them are organizations in one installation, which a process of its own each would start again.
          isolate: false,
          environment: './apps/server/test/journey-environment.ts',
          sequence: { groupOrder: 2 },
          include: ['apps/server/test/**/*.test.ts'],
          globalSetup: postgres,
          ...patience,
          maxWorkers: 2,
        },
      },
    ],
  },
})
