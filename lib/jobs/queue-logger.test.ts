import { beforeEach, expect, test, vi } from 'vitest'
import { queueLogger } from './queue-logger'

const error = vi.fn()
const debug = vi.fn()
vi.mock('@/lib/log', () => ({ log: () => ({ error, debug }) }))
beforeEach(() => {
  error.mockClear()
  debug.mockClear()
})

test('an attempt that failed is told by its job, and not with what the job carries', () => {
  const failure = new Error('no')
  const job = { id: '7', task_identifier: 'audit-head', attempts: 1, max_attempts: 4, payload: { hidden: 1 } }
  queueLogger().error("Failed task 7 with error 'no'", { failure: true, job, error: failure, duration: 3 })
  expect(error.mock.calls).toEqual([
    [
      { from: 'queue', task: 'audit-head', jobId: '7', attempts: 1, attemptsAtMost: 4, error: failure },
      'an attempt at a job failed',
    ],
  ])
})

test('what else the queue says is told as it says it', () => {
  queueLogger().info('Worker connected')
  queueLogger().error('Worker exited', { failure: true })
  expect(debug.mock.calls).toMatchObject([[{ from: 'queue' }, 'Worker connected']])
  expect(error.mock.calls).toMatchObject([[{ from: 'queue' }, 'Worker exited']])
})
