import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from './engine'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

test.each([
  ['for _ in range(3):\n        if get():\n            return 1', [2]],
  [
    'for attempt in range(limit):\n        try:\n            return get()\n        except OSError:\n            pass',
    [2],
  ],
  ['for i in range(MAX_RETRIES):\n        if get():\n            break', [2]],
  ['while tries < 3:\n        if get():\n            break\n        tries += 1', [2]],
  ['for page in range(3):\n        if get(page):\n            return 1', []],
  ['for _ in range(3):\n        get()', []],
  ['for _ in items:\n        return 1', []],
  ['while True:\n        break', []],
])('a loop that counts attempts and is left by one that works: %s', (loop, lines) => {
  const { repeats } = engine.analyse(new TextEncoder().encode(`def f(tries, limit):\n    ${loop}\n`))
  expect(repeats.map(({ line }) => line)).toEqual(lines)
})
