import { defineConfig } from '@playwright/test'

const libraries = process.env['CHROMIUM_LIBRARIES']
const program = process.env['CHROMIUM_PATH']

// `npm test -- browser` starts everything on free ports and says where; see packages/tooling/src/testing/browser.ts.
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  // Far above what anything takes: a machine that has much else to do is no fault of what is tested.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  use: {
    baseURL: process.env['MAESTRO_E2E_URL'] ?? 'http://localhost:8300',
    // Recording every step costs a third of the time of all tests: `PLAYWRIGHT_TRACE=1` does.
    trace: process.env['PLAYWRIGHT_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(program ? { executablePath: program } : {}),
      env: { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
