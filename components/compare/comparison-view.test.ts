import { text } from 'node:stream/consumers'
import { createElement } from 'react'
import { prerenderToNodeStream } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import { type AuditComparison, getAuditComparison } from '@/lib/data/audit-comparison'
import { ComparisonView } from './comparison-view'

vi.mock('@/lib/data/audit-comparison', () => ({ getAuditComparison: vi.fn() }))

const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)] as const
const choice = (commit: string, score: number | null) => ({ commit, committedAt: '2026-03-31T00:00:00.000Z', score })
const categories = {
  robustness: 10,
  observability: null,
  maintainability: 30,
  configuration: 40,
  deployability: 50,
  documentation: 60,
}
const compared: NonNullable<AuditComparison['compared']> = {
  from: { ...choice(OLD, 40), coverage: 1, kind: 'library', categories },
  to: { ...choice(NEW, 55), coverage: 0.5, kind: 'cli', categories: { ...categories, documentation: 90 } },
  rulesChanged: false,
  changes: [],
  same: 20,
}
const NOTHING: AuditComparison = {
  org: 'hangar',
  name: 'api',
  githubUrl: 'https://github.example/hangar/api',
  choices: [choice(NEW, 55), choice(OLD, null)],
  missing: [],
  compared: null,
}

async function render(comparison: Partial<AuditComparison>): Promise<string> {
  vi.mocked(getAuditComparison).mockResolvedValue({ ...NOTHING, ...comparison })
  const page = createElement(ComparisonView as never, { org: 'hangar', name: 'api', from: undefined, to: undefined })
  return (await text((await prerenderToNodeStream(page)).prelude)).replace(/<!-- -->/g, '')
}

test('both commits stand beside each other with what moved, and the form holds the choice', async () => {
  const html = await render({ compared })
  expect(html).toMatch(/<option value="a{40}" selected="">31 Mar 2026, aaaaaaa: no score<\/option>/)
  expect(html).toContain(`href="https://github.example/hangar/api/compare/${OLD}...${NEW}"`)
  const said = html.replace(/<[^>]+>/g, ' ')
  expect(said).toMatch(/Score\s+40\s+55\s+\+15/)
  expect(said).toMatch(/Documentation\s+60\s+90\s+\+30/)
  expect(said).toMatch(/Coverage\s+100 %\s+50 %/)
  expect(said).toMatch(/Kind\s+Library\s+Command-line tool/)
})

test.each([
  [{ choices: [] }, 'No commit is audited yet'],
  [{ choices: [choice(NEW, 55)] }, 'Only one commit is audited'],
  [{ missing: ['<b>deadbeef'] }, 'No audit of &lt;b&gt;dead is stored'],
  [{}, 'No audited commit is older'],
])('with %j it says why there is nothing to compare', async (comparison, said) => {
  expect(await render(comparison)).toContain(said)
})
