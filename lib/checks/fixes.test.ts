import { beforeAll, expect, test } from 'vitest'
import { virtualFacts } from '@/lib/facts/virtual-facts'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import type { Fix } from './check'
import { CHECKS } from './registry'
import type { CharacteristicId } from './rubric'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const lines = (count: number) => Array.from({ length: count }, (_, i) => `RATE_${i} = ${i}\n`).join('')
const SETUP =
  "from setuptools import setup\n\nsetup(name='freight', packages=['freight'], entry_points={'console_scripts': ['freight=freight.cli:main']})\n"

test('a package with bare imports of neighbours is told to import them through it, not to move', () => {
  const fix = fixOf('modular-structure', {
    'setup.py': SETUP,
    'freight/__init__.py': '',
    'freight/cli.py': `import zones\n\n\ndef main():\n    print(zones)\n${lines(60)}`,
    'freight/zones.py': lines(90),
  })
  expect(fix.summary).toBe('Import neighbours through their package.')
  expect(fix.snippet).toMatchObject({ path: 'freight/cli.py', code: 'from . import zones  # not: import zones\n' })
})

test('a package whose modules change sys.path is told to be installed instead', () => {
  const tricked = (other: string) =>
    `import sys\n\nsys.path.append("lib")\n\nfrom freight import ${other}\n${lines(60)}`
  const fix = fixOf('modular-structure', {
    'freight/__init__.py': '',
    'freight/rates.py': tricked('zones'),
    'freight/zones.py': tricked('rates'),
  })
  expect(fix.summary).toContain('Take the changes of sys.path out')
})

test('a package of one file is told to split it', () => {
  const fix = fixOf('modular-structure', { 'freight/__init__.py': '', 'freight/freight.py': lines(400) })
  expect(fix.summary).toBe('Split freight/freight.py by topic into several modules of its package.')
})

test('loose modules are told to move into a package', () => {
  const fix = fixOf('modular-structure', { 'freight.py': lines(280), 'zones.py': lines(90) })
  expect(fix.summary).toContain('Move the code into one package below src/')
})

function fixOf(id: CharacteristicId, files: Readonly<Record<string, string>>): Fix {
  const check = CHECKS.find((each) => each.id === id)
  if (!check) throw new Error(`No check is called ${id}`)
  return check.fix(virtualFacts(files, engine))
}
