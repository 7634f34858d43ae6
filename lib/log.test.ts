import { beforeEach, expect, test } from 'vitest'
import { AppError } from './errors'
import { createLog } from './log'
import { inLogContext } from './log-context'
import { takeCounts } from './metrics/counts'

let lines: string[] = []
const log = createLog('info', { write: (line) => lines.push(line) })
beforeEach(() => {
  lines = []
  takeCounts()
})

test('every line tells the job that it belongs to, however deep it was written', async () => {
  await inLogContext({ jobId: '7', task: 'audit-head', scanId: '3' }, async () => {
    await Promise.resolve()
    log.info({ repository: 'a/b' }, 'audited')
  })
  log.info('between jobs')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { jobId: '7', task: 'audit-head', scanId: '3', repository: 'a/b' },
    { msg: 'between jobs' },
  ])
  expect(lines[1]).not.toContain('jobId')
})

test('secrets under their names and what hangs on an error are not written', () => {
  const error = Object.assign(new Error('refused'), { request: { headers: { authorization: 'Bearer hidden-1' } } })
  log.warn({ error, token: 'hidden-2', about: { secret: 'hidden-3' } }, 'refused')
  expect(lines[0]).toContain('refused')
  expect(lines[0]).not.toContain('hidden')
})

test('a line of the log is one line that controls no terminal and reorders nothing, and says what it was told', () => {
  const hostile =
    'app/\u001b[2J\u001b]0;title\u0007\u009b31m\u202egpj\u2066\u200b\u2028next\u007f\n{"level":"fatal"}\r.py'
  const error = new AppError('unreadable', `Could not read ${hostile}`, { cause: new Error(hostile) })
  inLogContext({ jobId: hostile, task: 'audit-head' }, () => {
    log.child({ repository: hostile }).warn({ [hostile]: hostile, paths: [hostile], error }, hostile)
  })
  const [line = ''] = lines
  expect(lines).toHaveLength(1)
  expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u)
  expect(line.endsWith('}\n')).toBe(true)
  expect(JSON.parse(line)).toMatchObject({
    level: 'warn',
    jobId: hostile,
    repository: hostile,
    [hostile]: hostile,
    paths: [hostile],
    error: { message: `Could not read ${hostile}`, cause: { message: hostile } },
    msg: hostile,
  })
})

test('a warning with an error is counted by its code, and by what was under way', () => {
  inLogContext({ requestId: 'request-1' }, () => log.warn({ error: new AppError('github-unavailable', 'Wait.') }, 'x'))
  inLogContext({ jobId: '7' }, () => log.error({ error: new TypeError('x') }, 'x'))
  const again = new AppError('forbidden', 'Once.')
  inLogContext({ jobId: '7' }, () => log.warn({ error: again }, 'where it happened'))
  log.error({ jobId: '7', error: again }, 'where it ended')
  log.info({ error: new AppError('forbidden', 'Expected.') }, 'no error of anybody')
  log.warn({ reason: 'without one' }, 'x')
  expect(takeCounts()).toEqual([
    { metric: 'airworthy_errors_total', labels: '{"code":"github-unavailable","during":"request"}', value: 1 },
    { metric: 'airworthy_errors_total', labels: '{"code":"unexpected","during":"job"}', value: 1 },
    { metric: 'airworthy_errors_total', labels: '{"code":"forbidden","during":"job"}', value: 1 },
  ])
})
