import { expect, test } from 'vitest'
import { RETRYABLE_TASKS, taskWords } from '@/lib/data/task-words'
import { RETRIES } from '@/lib/scans/retry-failures'
import { JOBS } from './names'

test.each(Object.keys(JOBS))('operators read %s in words', (task) => {
  expect(taskWords(task).title).not.toBe(task)
})

test('what operators are offered to ask for again can be asked for, and nothing else', () => {
  expect(Object.keys(RETRIES).sort()).toEqual([...RETRYABLE_TASKS].sort())
})
