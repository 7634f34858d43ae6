import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import type { Answer } from './compare'
import { readOpenings, saveOpening } from './saved'

const folder = mkdtempSync(join(tmpdir(), 'opened-'))
afterAll(() => rmSync(folder, { recursive: true }))

const answer = (repository: string): Answer => ({
  repository,
  kind: 'cli',
  verdicts: Object.fromEntries(
    CHARACTERISTICS.map(({ id }) => [id, { verdict: 'pass', message: '' }]),
  ) as Answer['verdicts'],
})
const saved = (...repositories: string[]) => ({ rubricVersion: 'abc', answers: repositories.map(answer) })

test('an opening is kept once: neither the same day nor the same repository again', () => {
  expect(saveOpening(folder, '2026-01-02', saved('a/b', 'c/d'))).toBe(join(folder, '2026-01-02.json'))
  expect(saveOpening(folder, '2026-01-02', saved('e/f'))).toBeNull()
  expect(saveOpening(folder, '2026-01-03', saved('e/f', 'c/d'))).toBeNull()
  expect(saveOpening(folder, '2026-01-04', saved('e/f'))).not.toBeNull()
  expect(readOpenings(folder).map(({ day, answers }) => [day, answers.length])).toEqual([
    ['2026-01-02', 2],
    ['2026-01-04', 1],
  ])
})
