import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TrialAnswer, TrialFile } from '@/lib/trials/trial'
import { type Judging, pausingJudge, TYPING_PAUSE_MS } from './pausing-judge'

const GIVEN = files('print(1)')
const REFUSED: TrialAnswer = { ok: false, error: 'No.' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function files(text: string): readonly TrialFile[] {
  return [{ path: 'main.py', text }]
}

function start() {
  const answers: ((answer: TrialAnswer) => void)[] = []
  const ask = vi.fn((_files: readonly TrialFile[]) => new Promise<TrialAnswer>((resolve) => answers.push(resolve)))
  const told: Judging[] = []
  const judge = pausingJudge({ ask, given: GIVEN, judged: null, tell: (judging) => told.push(judging) })
  const answer = async () => {
    answers.shift()?.(REFUSED)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { judge, ask, told, answer }
}

test('it judges once typing has stopped for a while, and only the last of what was typed', async () => {
  const { judge, ask } = start()
  judge.offer(files('a'))
  await vi.advanceTimersByTimeAsync(TYPING_PAUSE_MS - 1)
  judge.offer(files('ab'))
  await vi.advanceTimersByTimeAsync(TYPING_PAUSE_MS - 1)
  expect(ask).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(ask.mock.calls).toEqual([[files('ab')]])
})

test('files whose verdict is known are not judged again, an answer that refuses included', async () => {
  const { judge, ask, answer } = start()
  judge.offer(GIVEN)
  await vi.advanceTimersByTimeAsync(10 * TYPING_PAUSE_MS)
  expect(ask).not.toHaveBeenCalled()
  await Promise.all([judge.now(files('a')), answer()])
  judge.offer(files('a'))
  await vi.advanceTimersByTimeAsync(10 * TYPING_PAUSE_MS)
  expect(ask).toHaveBeenCalledTimes(1)
})

test('what is typed while it judges is judged afterwards, one question at a time', async () => {
  const { judge, ask, told, answer } = start()
  void judge.now(files('a'))
  judge.offer(files('ab'))
  void judge.now(files('ab'))
  await vi.advanceTimersByTimeAsync(10 * TYPING_PAUSE_MS)
  expect(ask).toHaveBeenCalledTimes(1)
  await answer()
  expect(told.at(-1)).toEqual({ judged: { answer: REFUSED, files: files('a') }, isJudging: false })
  await vi.advanceTimersByTimeAsync(TYPING_PAUSE_MS)
  expect(ask.mock.lastCall).toEqual([files('ab')])
})

test('after a reset the answer that was under way is not told, and nothing is asked', async () => {
  const { judge, ask, told, answer } = start()
  void judge.now(files('a'))
  judge.reset(GIVEN)
  await answer()
  await vi.advanceTimersByTimeAsync(10 * TYPING_PAUSE_MS)
  expect(told.at(-1)).toEqual({ judged: null, isJudging: false })
  expect(ask).toHaveBeenCalledTimes(1)
})
