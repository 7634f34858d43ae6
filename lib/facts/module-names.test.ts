import { expect, test } from 'vitest'
import type { ImportRecord } from '@/lib/python/record'
import { moduleIndex } from './module-names'

const index = moduleIndex([
  'src/shop/__init__.py',
  'src/shop/api/__init__.py',
  'src/shop/api/views.py',
  'src/shop/models.py',
  'manage.py',
  'jobs/nightly.py',
])

test('a module below src is named from its outermost package', () => {
  expect(index.nameOf('src/shop/api/views.py')).toBe('shop.api.views')
  expect(index.nameOf('src/shop/__init__.py')).toBe('shop')
})

test('an absolute import reaches the module and every package above it', () => {
  expect(index.targets(statement('shop.api.views'), 'manage.py')).toEqual(
    expect.arrayContaining(['src/shop/api/views.py', 'src/shop/api/__init__.py', 'src/shop/__init__.py']),
  )
})

test('a relative import is resolved from the folder of the importing file', () => {
  expect(index.targets(statement('', 2, ['models']), 'src/shop/api/views.py')).toContain('src/shop/models.py')
  expect(index.targets(statement('models', 2), 'src/shop/api/views.py')).toContain('src/shop/models.py')
})

test('a relative import that leaves the repository reaches nothing', () => {
  expect(index.targets(statement('secrets', 9), 'src/shop/models.py')).toEqual([])
})

test('a bare name that means nothing else is the neighbour, though the folder is a package', () => {
  const service = moduleIndex([
    'web/__init__.py',
    'web/main.py',
    'web/calls.py',
    'web/queue.py',
    'rates.py',
    'web/rates.py',
  ])
  expect(service.targets(statement('calls', 0, ['Call']), 'web/main.py')).toEqual(['web/calls.py'])
  expect(service.targets(statement('rates'), 'web/main.py')).toEqual(['rates.py'])
  expect(service.targets(statement('queue'), 'web/main.py')).toEqual([])
  expect(service.targets(statement('calls'), 'rates.py')).toEqual([])
})

test('a dotted name with attributes behind it resolves to its module', () => {
  expect(index.resolve('shop.models.Order.total')).toBe('src/shop/models.py')
  expect(index.resolve('requests.get')).toBeNull()
})

test('a package that imports its own modules imports nothing from outside', () => {
  expect(index.isLocal('shop', 'src/shop/__init__.py')).toBe(true)
})

test('a module that carries the name of what it imports is no local answer to that import', () => {
  const shadowing = moduleIndex(['app/celery.py', 'app/main.py'])
  expect(shadowing.isLocal('celery', 'app/celery.py')).toBe(false)
  expect(shadowing.isLocal('main', 'app/celery.py')).toBe(true)
})

function statement(module: string, level = 0, names: string[] = []): ImportRecord {
  return {
    module,
    level,
    names: names.map((name) => ({ name })),
    line: 1,
    optional: false,
    typeChecking: false,
    local: false,
  }
}

test('modules of one name take no more than modules of many, to index and to find', () => {
  const cost = (nameOf: (at: number) => string) => {
    const paths = Array.from({ length: 100_000 }, (_, at) => `jobs/j${at}/${nameOf(at)}.py`)
    const before = process.cpuUsage()
    const many = moduleIndex(paths)
    for (let at = 0; at < 1000; at++) expect(many.resolve(nameOf(at), `jobs/j${at}/other.py`)).toBe(paths[at])
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  expect(cost(() => 'run') / cost((at) => `run${at}`)).toBeLessThan(5)
})

test('of several modules of one name the nearest is meant, of those as near the first', () => {
  const several = moduleIndex(['a/util.py', 'a/b/c/util.py', 'a/b/d/util.py', 'z/util.py'])
  const from = (path?: string) => several.resolve('util', path)
  expect([from(), from('main.py'), from('a/main.py'), from('a/b/main.py'), from('z/y/main.py')]).toEqual([
    'a/util.py',
    'a/util.py',
    'a/util.py',
    'a/b/c/util.py',
    'z/util.py',
  ])
})
