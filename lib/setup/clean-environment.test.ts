import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { cleanEnvironment } from './clean-environment'
import { inProject } from './paths'

afterEach(() => vi.unstubAllEnvs())

test("no setting of the person's own installation is left in a clean environment", () => {
  const names = readFileSync(inProject('.env.example'), 'utf8').match(/^[A-Z][A-Z_]+(?==)/gm) ?? []
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) vi.stubEnv(name, 'theirs')
  expect(
    names.filter((name) =>
      Object.entries(cleanEnvironment()).some(([kept, value]) => kept === name && value === 'theirs'),
    ),
  ).toEqual([])
})
