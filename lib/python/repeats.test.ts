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
  [
    'while True:\n        try:\n            return get()\n        except OSError:\n            if more():\n                continue\n            raise',
    [2],
  ],
  ['while True:\n        try:\n            return get()\n        except OSError:\n            raise', []],
  ['while True:\n        try:\n            return get()\n        except OSError:\n            continue', []],
  [
    'while True:\n        try:\n            put(get())\n        except OSError:\n            if more():\n                continue\n            raise',
    [],
  ],
  [
    'while True:\n        for one in items:\n            try:\n                return get()\n            except OSError:\n                if one:\n                    continue\n                raise',
    [],
  ],
])('a loop that counts attempts, or gives up by raising, and is left by one that works: %s', (loop, lines) => {
  const { repeats } = engine.analyse(new TextEncoder().encode(`def f(tries, limit):\n    ${loop}\n`))
  expect(repeats.map(({ line }) => line)).toEqual(lines)
})
