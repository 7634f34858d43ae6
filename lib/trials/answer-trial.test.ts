import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { POST } from '@/app/api/checks/[id]/try/route'
import { bundleAuditThread } from '@/e2e/scans/audit-thread'
import { tryExample } from '@/lib/actions/try-example'
import { EXAMPLES } from '@/lib/checks/examples'
import { CHECKS } from '@/lib/checks/registry'
import { findThreadFile } from './thread-file'
import { MOST_BYTES, type TrialAnswer, type TrialFile } from './trial'
import type { TrialJudge } from './trial-judge'

vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('./thread-file', () => ({ findThreadFile: vi.fn() }))
vi.mock('@/lib/env', () => ({ env: () => ({ LOG_LEVEL: 'silent' }) }))

const store = globalThis as typeof globalThis & { airworthyTrialJudge?: TrialJudge }
let thread: Awaited<ReturnType<typeof bundleAuditThread>>

beforeAll(async () => {
  thread = await bundleAuditThread()
  vi.mocked(findThreadFile).mockReturnValue(thread.threadFile)
})
afterAll(async () => {
  await store.airworthyTrialJudge?.close()
  thread?.remove()
})

test.each(CHECKS.map(({ id }) => id))(
  'an example of %s that is tried as it stands gets what its page says',
  async (id) => {
    const example = EXAMPLES[id].find(({ verdict }) => verdict === 'fail')
    const { status, answer } = await ask(id, listed(example?.files ?? {}))
    expect([status, answer.ok && answer.trial.verdict]).toEqual([200, example?.verdict])
    const places = answer.ok ? answer.trial.evidence.flatMap(({ path, line }) => [path, `${path}:${line}`]) : []
    expect(places).toEqual(expect.arrayContaining([...(example?.at ?? [])]))
  },
)

const SILENT = Object.entries(EXAMPLES['error-handling'].find(({ verdict }) => verdict === 'fail')?.files ?? {}).map(
  ([path, text]) => ({ path, text }),
)

test('an edit of an example changes the verdict, and the evidence names the new line', async () => {
  const before = await ask('error-handling', SILENT)
  expect(before.answer).toMatchObject({ ok: true, trial: { verdict: 'fail', kind: 'Scripts' } })
  const edited = SILENT.map(({ path, text }) => ({
    path,
    text: `# One line more\n${text.replace(/except:\n.*/g, 'except OSError:\n        logger.exception("not done")\n        raise')}`,
  }))
  const after = await ask('error-handling', edited)
  expect(after.answer).toMatchObject({
    ok: true,
    trial: {
      verdict: 'pass',
      evidence: expect.arrayContaining([expect.objectContaining({ path: 'rates.py', line: 11 })]),
    },
  })
  expect(after.headers.get('cache-control')).toBe('no-store')
})

test('a file that can not be parsed is named beside the verdict', async () => {
  const whole = file('rates.py', 'def rate():\n    return 1\n')
  const { answer } = await ask('type-hints', [whole, file('broken.py', 'def broken(:\n    return 1\n')])
  expect(answer).toMatchObject({ ok: true, trial: { unparsed: [{ path: 'broken.py', reason: expect.any(String) }] } })
  expect((await ask('type-hints', [whole])).answer).toMatchObject({ ok: true, trial: { unparsed: [] } })
})

test('the form without scripts is judged alike, with the lines and names as they were written', async () => {
  const form = new FormData()
  for (const [path, text] of [
    [' rates.py ', SILENT[0]?.text.replaceAll('\n', '\r\n') ?? ''],
    ['', 'left over from a file that was removed'],
  ] as const) {
    form.append('path', path)
    form.append('text', text)
  }
  const { files, answer } = await tryExample('error-handling', null, form)
  expect(files).toEqual(SILENT)
  expect(answer).toEqual((await ask('error-handling', SILENT)).answer)
  expect((await tryExample('no-such-check', null, form)).answer).toMatchObject({ ok: false })
})

test.each([
  [404, 'no-such-check', { files: [] }, /no such check/],
  [404, '__proto__', { files: [] }, /no such check/],
  [422, 'testing', { files: [file('../x.py')] }, /is not a path in a repository/],
  [422, 'testing', { files: Array.from({ length: 21 }, (_, i) => file(`${i}.py`)) }, /At most 20 files/],
  [422, 'testing', 'nonsense', /Send JSON/],
  [413, 'testing', { files: [file('a.py', 'x'.repeat(MOST_BYTES))] }, /at most 64 kB/],
  [413, 'testing', { files: [file('a.py', 'x'.repeat(10 * MOST_BYTES))] }, /at most 64 kB/],
])('%i for what %s can’t judge, with a sentence', async (status, id, body, sentence) => {
  const refused = await post(id, JSON.stringify(body))
  expect(refused.status).toBe(status)
  expect(await refused.json()).toEqual({ ok: false, error: expect.stringMatching(sentence) })
})

test('a body that is no JSON is refused with what to send', async () => {
  const refused = await post('testing', '{"files": [')
  expect([refused.status, await refused.json()]).toEqual([
    422,
    { ok: false, error: expect.stringMatching(/Send JSON/) },
  ])
})

test('while too many wait the next one reads when to come again', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask('readme', [file('README.md', '# A\n')])))
  const statuses = answers.map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set([200, 429]))
  const refused = answers.find(({ status }) => status === 429)
  expect(refused?.answer).toMatchObject({ ok: false, error: expect.stringMatching(/Try again in a few seconds/) })
  expect(refused?.headers.get('retry-after')).toBe('5')
})

test.each([
  ['markup', '<script>alert(1)</script>'],
  ['lone surrogates', 'x = "\ud800"\n'],
  ['deep nesting', `x = ${'('.repeat(10_000)}${')'.repeat(10_000)}\n`],
  ['a null character', 'a\0b = 1\n'],
  ['no Python', '\u0001\u0002\ufeff'],
])('a module of %s is judged or refused in words, and the next one is judged', async (_what, text) => {
  const { status, answer } = await ask('type-hints', [file('app.py', text), file('pyproject.toml', text)])
  expect([200, 422]).toContain(status)
  expect(answer).toEqual(
    answer.ok ? { ok: true, trial: expect.anything() } : { ok: false, error: expect.stringMatching(/\.$/) },
  )
  expect((await ask('type-hints', [file('app.py', 'x = 1\n')])).status).toBe(200)
})

test('a credential in a file is in no answer', async () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`
  const { answer } = await ask('secrets-management', [file('app.py', `TOKEN = "${secret}"\n`)])
  expect(answer).toMatchObject({
    ok: true,
    trial: { evidence: [expect.objectContaining({ path: 'app.py', line: 1 })] },
  })
  expect(JSON.stringify(answer)).not.toContain(secret)
})

function file(path: string, text = ''): TrialFile {
  return { path, text }
}

function listed(files: Readonly<Record<string, string>>): TrialFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}

async function ask(id: string, files: readonly TrialFile[]) {
  const response = await post(id, JSON.stringify({ files }))
  return { status: response.status, headers: response.headers, answer: (await response.json()) as TrialAnswer }
}

function post(id: string, body: string): Promise<Response> {
  const request = new Request(`http://airworthy.example/api/checks/${id}/try`, { method: 'POST', body })
  return POST(request, { params: Promise.resolve({ id }) })
}
