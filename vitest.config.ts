import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: here('./') },
      { find: 'server-only', replacement: here('./lib/setup/empty.js') },
    ],
  },
  test: {
    globalSetup: ['lib/setup/vitest-global.js'],
    include: [
      'lib/**/*.test.ts',
      'e2e/github/**/*.test.ts',
      'e2e/matrix/**/*.test.ts',
      'e2e/repos/build/**/*.test.ts',
      'e2e/demonstration/**/*.test.ts',
      'e2e/accuracy/**/*.test.ts',
      'e2e/bench/**/*.test.ts',
      'components/**/*.test.ts',
      'app/**/*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Of two processors one would be left idle: most tests wait for Postgres.
    maxWorkers: 2,
    // A busy machine takes longer than the second that is meant.
    expect: { poll: { timeout: 15_000 } },
  },
})
