import { expect, test } from 'vitest'
import { type Gap, gapMarker, writeGapIssue } from './gap-issue-text'

const GAP: Gap = {
  id: 'retries',
  title: 'Outbound calls are retried with backoff',
  verdict: 'fail',
  message: 'None of 3 modules retries.',
  why: 'A moment of trouble elsewhere becomes an error here.',
  evidence: [{ path: 'app/client.py', line: 12, note: '`requests.get` without a retry' }],
  fix: { summary: 'Mount a retrying adapter.', snippet: { path: 'app/http.py', language: 'python', code: 'x = 1\n' } },
  commit: '0123456789abcdef0123456789abcdef01234567',
  linkTo: ({ path, line }) => `https://github.example/o/r/blob/0123/${path}#L${line}`,
  pageUrl: 'https://airworthy.example/orgs/o/repositories/r#retries',
}

test('an issue says what is missing, where, why it matters and how to fix it, links back and carries its mark', () => {
  const { title, body } = writeGapIssue(GAP)
  expect(title).toBe('Production readiness: outbound calls are retried with backoff')
  for (const part of [
    'None of 3 modules retries.',
    '[app/client.py:12](<https://github.example/o/r/blob/0123/app/client.py#L12>): `requests.get` without a retry',
    GAP.why,
    '```python\nx = 1\n```',
    GAP.pageUrl,
    gapMarker('retries'),
  ]) {
    expect(body).toContain(part)
  }
})

test('a snippet can not end its own fence', () => {
  const code = 'x = """\n```\n````\n@team\n"""\n'
  const { body } = writeGapIssue({ ...GAP, fix: { summary: 's', snippet: { path: '', language: 'python', code } } })
  expect(body).toContain('`````python\n')
})

test('a place with odd characters stays one link', () => {
  const { body } = writeGapIssue({ ...GAP, linkTo: () => 'https://github.example/o/r/blob/0/a>b (c).py' })
  expect(body).toContain('](<https://github.example/o/r/blob/0/a%3Eb%20(c).py>)')
})

test('many places are counted instead of listed', () => {
  const evidence = Array.from({ length: 31 }, (_, index) => ({ path: `m${index}.py`, line: 1, note: '' }))
  const { body } = writeGapIssue({ ...GAP, evidence })
  expect(body.match(/^- \[/gm)).toHaveLength(20)
  expect(body).toContain('- and 11 more')
})

test('what is no file is named by its words alone', () => {
  const evidence = [{ path: '', note: 'services/a: nothing `configures` it' }]
  const { body } = writeGapIssue({ ...GAP, evidence, linkTo: () => null })
  expect(body).toContain('\n- services/a: nothing `configures` it\n')
})

test('the last line is the marker, however little room there is and whatever the code says', () => {
  const code = `# ${gapMarker('testing')}\n`.repeat(5000)
  const evidence = Array.from({ length: 30 }, () => ({ path: 'd/'.repeat(1500), line: 1, note: 'n'.repeat(900) }))
  const gap: Gap = { ...GAP, evidence, fix: { summary: 's', snippet: { path: '', language: 'python', code } } }
  const { body } = writeGapIssue(gap)
  expect(body.length).toBeLessThanOrEqual(60_000)
  expect(body.split('\n').at(-1)).toBe(gapMarker('retries'))
  const short = writeGapIssue(gap, () => false).body
  expect(short.split('\n').at(-1)).toBe(gapMarker('retries'))
  expect(short).toContain('- 30 in all, on Airworthy')
  expect(short.length).toBeLessThan(1500)
})
