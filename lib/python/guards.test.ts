import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from './engine'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})
const read = (text: string) => engine.analyse(new TextEncoder().encode(text))

test.each([
  ['raises', 'def f(x):\n    if x < 0:\n        raise ValueError(x)\n', [2]],
  ['returns', 'def f(x):\n    if not x:\n        return None\n', [2]],
  ['exits', 'import sys\nif len(sys.argv) < 2:\n    print("usage")\n    sys.exit(2)\n', [2]],
  ['refuses in its else branch', 'def f(x):\n    if x in KNOWN:\n        go(x)\n    else:\n        abort(404)\n', [2]],
  ['goes on with one of several literals', 'def f(x):\n    if x in ("a", None, 3):\n        go(x)\n', [2]],
  ['goes on with one of a constant', 'def f(x):\n    if ready and (x in views.KNOWN):\n        go(x)\n', [2]],
  ['goes on with one of them or with others', 'def f(x):\n    if force or x in KNOWN:\n        go(x)\n', []],
  ['goes on with anything but those', 'def f(x):\n    if x not in KNOWN:\n        go(x)\n', []],
  ['looks for a key', 'def f(x):\n    if "a" in x or "b" in KNOWN:\n        go(x)\n', []],
  ['looks into what varies', 'def f(x, seen):\n    if x in seen or x in (seen, 1):\n        go(x)\n', []],
  ['goes on', 'def f(x):\n    if x:\n        x = 1\n', []],
])('an if that %s is a guard only when it refuses the rest', (_, text, lines) => {
  expect(read(text).guards.map(({ line }) => line)).toEqual(lines)
})

test.each([
  ['pause *= 2', ['pause']],
  ['pause = min(pause * 2, 60)', ['pause']],
  ['task.retry_delay *= backoff', ['task.retry_delay']],
  ['pause = min(2 ** task, 60)', ['pause']],
  ['pause = (attempt + 1) * 2 + jitter()', ['pause']],
  ['pause = 3 + self.retries', ['pause']],
  ['attempt = attempt + 1', []],
  ['pause = other * 2', []],
  ['pause = dict(**task)', []],
  ['pause += 1', []],
])('%s grows %j', (statement, names) => {
  expect(read(`def f(pause, task):\n    ${statement}\n`).growths.map(({ name }) => name)).toEqual(names)
})
