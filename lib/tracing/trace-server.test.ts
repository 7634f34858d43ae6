import { EventEmitter } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { holdExit } from './trace-server'

function fakeProcess() {
  const exit = vi.fn()
  return { exit, target: Object.assign(new EventEmitter(), { exit }) as unknown as Parameters<typeof holdExit>[0] }
}

test('the exit that follows a signal waits for the last spans and keeps its code', async () => {
  const { target, exit } = fakeProcess()
  let sent = (): void => undefined
  holdExit(target, () => new Promise((resolve) => (sent = resolve)))
  ;(target as unknown as EventEmitter).emit('SIGTERM')
  target.exit(143)
  await turn()
  expect(exit).not.toHaveBeenCalled()
  sent()
  await turn()
  expect(exit.mock.calls).toEqual([[143]])
})

test('an exit without a signal is at once', () => {
  const { target, exit } = fakeProcess()
  holdExit(target, () => new Promise(() => undefined))
  target.exit(1)
  expect(exit.mock.calls).toEqual([[1]])
})
