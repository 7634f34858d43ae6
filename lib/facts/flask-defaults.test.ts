import { expect, test } from 'vitest'
import { prefixedReads } from './environment/flask-reads'
import type { PythonFact, PythonModule } from './facts'
import { flaskDefaults, overriddenScopes } from './flask-defaults'

const call = (callee: string, line: number, value?: string) => ({
  callee,
  line,
  scope: 'function:make',
  args: value === undefined ? [] : [{ kind: 'string', value }],
  keywords: {},
})

/** Modules that load objects of one module of defaults, and how often its classes and assignments were asked for. */
function project(modules: number, loads: number, bases: (index: number) => string[] = () => []) {
  const asked = { classes: 0, assignments: 0 }
  const name = (index: number) => `C${index}`
  const classes = Array.from({ length: 200 }, (_, index) => ({ name: name(index), bases: bases(index) }))
  const assignments = classes.map((each, line) => ({ target: 'DB_HOST', scope: `class:${each.name}`, line }))
  const defaults = {
    path: 'defaults.py',
    record: {
      calls: [],
      get classes() {
        asked.classes += 1
        return classes
      },
      get assignments() {
        asked.assignments += 1
        return assignments
      },
    },
  }
  const application = Array.from({ length: modules }, (_, at) => ({
    path: `app${at}.py`,
    record: {
      calls: [
        ...Array.from({ length: loads }, (_, index) =>
          call('app.config.from_object', 1, `defaults.${name(index % 200)}`),
        ),
        call('app.config.from_prefixed_env', 2),
      ],
    },
  }))
  const python = { modules: [defaults as unknown as PythonModule], application, resolve: () => defaults.path }
  return { python: python as unknown as PythonFact, asked }
}

test('the classes and assignments of a module are looked through once, however many load them', () => {
  const { python, asked } = project(5, 100)
  expect(overriddenScopes(python).get('defaults.py')?.size).toBe(100)
  expect(prefixedReads(python, new Set())).toHaveLength(100)
  expect(flaskDefaults(python)).toHaveLength(100)
  expect(asked).toEqual({ classes: 1, assignments: 1 })
})

test('so many loads of a project are looked at, and so many classes of a family', () => {
  const { python, asked } = project(50, 100, (index) => [`C${index + 1}`])
  let resolved = 0
  const counted = { ...python, resolve: () => `${++resolved && 'defaults'}.py` } as PythonFact
  flaskDefaults(counted)
  expect(resolved).toBe(1000)
  expect(asked.classes).toBe(1)
  expect(flaskDefaults(project(1, 1, (index) => [`C${index + 1}`]).python)).toHaveLength(50)
})
