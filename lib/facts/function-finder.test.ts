import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { CallIndex, isWithin } from './call-index'
import type { PythonModule } from './facts'
import { FunctionFinder } from './function-finder'
import { virtualFacts } from './virtual-facts'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const FILES = {
  'main.py': 'import app\n',
  'app/__init__.py': '',
  'app/rules/__init__.py': 'from .base import Rules, checked\n',
  'app/rules/base.py':
    'from cerberus import Validator\n\n\nclass Rules(Validator):\n    def refuse(self):\n        return self.tell()\n\n    def tell(self):\n        return 1\n\n\nclass Strict(Rules):\n    def go(self):\n        return self.refuse()\n\n\ndef checked(values):\n    return values\n',
  'app/views.py':
    'from . import rules\nfrom .rules import checked as look\nfrom app.rules.base import Strict\n\n\ndef show(service):\n    look(1)\n    rules.checked(2)\n    Strict().refuse()\n    service.refuse()\n\n    def inner():\n        unknown(3)\n',
}

function read(path: string): { module: PythonModule; finder: FunctionFinder; calls: CallIndex } {
  const { python } = virtualFacts(FILES, engine)
  const module = python.modules.find((each) => each.path === path) as PythonModule
  return { module, finder: FunctionFinder.of(python), calls: CallIndex.of(python.modules) }
}

test('a call is followed through imports, re-exports, instances and bases', () => {
  const { module, finder } = read('app/views.py')
  const found = module.record.calls.map(({ callee, scope }) => finder.function(callee, module, scope)?.fn.qualifiedName)
  expect(found).toEqual(['checked', 'checked', 'Rules.refuse', undefined, undefined, undefined])
})

test('a method of itself is found in its class and in the bases of it', () => {
  const { module, finder } = read('app/rules/base.py')
  const found = module.record.calls.map(({ callee, scope }) => finder.function(callee, module, scope)?.fn.qualifiedName)
  expect(found).toEqual(['Rules.tell', 'Rules.refuse'])
})

test('bases are told with those of own bases, and a method by the only class that has it', () => {
  const { module, finder } = read('app/views.py')
  const strict = finder.class('Strict', module)
  expect(strict && finder.bases(strict)).toEqual(['Rules', 'cerberus.Validator'])
  expect(finder.methodOf('service', 'refuse')?.fn.qualifiedName).toBe('Rules.refuse')
  expect(finder.methodOf('service', 'missing')).toBeNull()
})

test('calls are found by where they stand and by name', () => {
  const { module, calls } = read('app/views.py')
  expect(calls.within(module, 'show').map(({ written }) => written)).toContain('unknown')
  expect(calls.within(module, null)).toEqual([])
  expect(calls.named('refuse').map(({ call }) => call.line)).toEqual([14, 9, 10])
  expect(isWithin('show.<locals>.inner', 'show')).toBe(true)
  expect(isWithin('shown', 'show')).toBe(false)
})
