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
