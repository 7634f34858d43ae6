import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './lib/setup/chromium'
import { freePort } from './lib/setup/ports'

// Worker processes load this file again and inherit what the first one chose.
if (!process.env.AIRWORTHY_E2E_HOME) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'airworthy-e2e-'))
  chmodSync(home, 0o711)
  process.on('exit', () => rmSync(home, { recursive: true, force: true }))
  process.env.AIRWORTHY_E2E_HOME = home
  process.env.AIRWORTHY_E2E_URL = `http://127.0.0.1:${await freePort()}`
  process.env.AIRWORTHY_E2E_GITHUB_URL = `http://127.0.0.1:${await freePort()}`
}
const { AIRWORTHY_E2E_HOME, AIRWORTHY_E2E_URL = '', AIRWORTHY_E2E_GITHUB_URL = '' } = process.env

const UNSCANNED = ['sign-in.spec.ts', 'operation.spec.ts']
const FIRST_SCAN = 'first-scan.spec.ts'
/** Gives every repository another score, which others that read two pages would take for a mistake. */
const WEIGHTS = 'weights.spec.ts'
/** Begins re-checks by hand, which others that follow a scan would take for theirs. */
const MATRIX = 'matrix.spec.ts'
/** Asks for more sign-ins than one address is granted, which others that sign in would be refused for. */
const SECURITY = 'security.spec.ts'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: AIRWORTHY_E2E_URL,
    // Without a graphics card, drawing by the processor is cheaper than a card that is imitated.
    launchOptions: { executablePath: findChromium(), args: ['--disable-gpu'] },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
  // Most need an organisation that was scanned; it is scanned once, as the test of the first scan.
  projects: [
    { name: 'unscanned', testMatch: UNSCANNED },
    { name: 'first scan', testMatch: FIRST_SCAN },
    {
      name: 'scanned',
      testIgnore: [...UNSCANNED, FIRST_SCAN, WEIGHTS, MATRIX, SECURITY],
      dependencies: ['first scan'],
    },
    { name: 'weights', testMatch: WEIGHTS, dependencies: ['scanned'] },
    { name: 'matrix', testMatch: MATRIX, dependencies: ['weights'] },
    { name: 'security', testMatch: SECURITY, dependencies: ['matrix'] },
  ],
  webServer: {
    // In place of the shell, so that it sees when the runner is gone.
    command: 'exec node lib/setup/start.js',
    url: `${AIRWORTHY_E2E_URL}/api/health`,
    timeout: 300_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    env: {
      AIRWORTHY_HOME: AIRWORTHY_E2E_HOME ?? '',
      AIRWORTHY_IGNORE_ENV_FILE: '1',
      AIRWORTHY_FOLLOW_PARENT: '1',
      PORT: new URL(AIRWORTHY_E2E_URL).port,
      LOCAL_GITHUB_PORT: new URL(AIRWORTHY_E2E_GITHUB_URL).port,
    },
  },
})
