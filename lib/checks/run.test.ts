import { expect, test, vi } from 'vitest'
import { createFacts } from '@/lib/facts/create'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { CHECKS } from './registry'
import { runChecks } from './run'

const facts = createFacts(virtualSnapshot({ 'notes.txt': 'x\n' }), new Map())
const readme = CHECKS.find(({ id }) => id === 'readme')
const judged = (onError: (id: string) => void) => runChecks(facts, onError).find(({ id }) => id === 'readme')

test('a hint that throws costs the hint, not the verdict', () => {
  if (!readme) throw new Error('no such check')
  const before = judged(() => {})
  const fix = vi.spyOn(readme, 'fix').mockImplementation(() => {
    throw new RangeError('Maximum call stack size exceeded')
  })
  const onError = vi.fn()
  expect(judged(onError)).toEqual({ ...before, verdict: 'fail', fix: null })
  expect(onError).toHaveBeenCalledExactlyOnceWith('readme', expect.any(RangeError))
  fix.mockRestore()
})
