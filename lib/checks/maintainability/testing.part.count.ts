import type { Evidence, FilesFact, PythonFact, PythonModule } from '@/lib/facts/facts'
import type { FunctionRecord } from '@/lib/python/record'
import { scriptTests } from './testing.part.scripts'

export interface TestCount {
  /** Files that hold tests. */
  readonly files: number
  /** Those of them that could not be parsed. */
  readonly unread: number
  readonly functions: number
  /** Test functions that assert something, themselves or through a helper. */
  readonly asserting: number
  readonly evidence: readonly Evidence[]
}

const ASSERTING_CALL =
  /(?:^|[._])(?:assert|check|verify|expect|validate|ensure|should)(?:[_A-Z]\w*|s|ed)?$|(?:^|\.)assert\w*$|\.(?:raises|warns|match_snapshot|approx|fail)$|(?:^|\.)testing\.\w+$/

/** Counts the test functions of the repository's test modules, and those that can fail by an assertion. */
export function findTests(python: PythonFact, files: FilesFact, isService = false): TestCount {
  const modules = python.modules.filter(
    (module) => module.role === 'test' && !/(?:^|\/)conftest\.py$/.test(module.path),
  )
  const helpers = assertingHelpers(modules)
  const counted = modules
    .map((module) => countIn(module, helpers))
    .filter(({ functions, module }) => functions > 0 || !module.record.parse.ok)
  const features = files.all.filter(({ path, role }) => role === 'test' && /\.(?:feature|robot)$/.test(path))
  const scenarios = features.map(({ path }) => ({ path, count: scenariosIn(files.text(path) ?? '') }))
  const scenarioCount = scenarios.reduce((sum, { count }) => sum + count, 0)
  const scripts = isService ? scriptTests(files) : []
  const scripted = scripts.reduce((sum, { count }) => sum + count, 0)
  const best = [...counted].sort((a, b) => b.asserting - a.asserting)
  return {
    files: counted.length + features.length + scripts.length,
    unread: counted.filter(({ module }) => !module.record.parse.ok).length,
    functions: counted.reduce((sum, { functions }) => sum + functions, 0) + scenarioCount + scripted,
    asserting: counted.reduce((sum, { asserting }) => sum + asserting, 0) + scenarioCount + scripted,
    evidence: [
      ...best.slice(0, 6).map(({ module, functions, asserting, line }) => ({
        path: module.path,
        line,
        note: `${asserting} of ${functions} test functions here assert something.`,
      })),
      ...scripts.slice(0, 3).map(({ path, line, what }) => ({ path, line, note: `Here is ${what}.` })),
      ...scenarios.slice(0, 2).map(({ path, count }) => ({ path, line: 1, note: `${count} scenarios.` })),
    ],
  }
}

function countIn(
  module: PythonModule,
  helpers: ReadonlySet<string>,
): { module: PythonModule; functions: number; asserting: number; line: number } {
  const tests = testFunctions(module)
  const called = new Set(
    module.record.calls
      .filter((call) => ASSERTING_CALL.test(call.callee) || helpers.has(lastPart(call.callee)))
      .map((call) => call.scope),
  )
  const asserting = tests.filter((fn) => fn.assertions > 0 || called.has(fn.qualifiedName))
  return { module, functions: tests.length, asserting: asserting.length, line: (asserting[0] ?? tests[0])?.line ?? 1 }
}

/** `test*` at module level, or in a class `Test*` or of a TestCase. */
function testFunctions({ record }: PythonModule): FunctionRecord[] {
  const classes = new Set(
    record.classes
      .filter(
        ({ name, bases }) =>
          /^Test|Tests?(?:Case)?$|^When|^Describe/.test(name) || bases.some((base) => /Test|Case$/.test(base)),
      )
      .map(({ name }) => name),
  )
  return record.functions.filter((fn) => {
    if (!/^(?:test|should_|it_|when_)/i.test(fn.name) || fn.nested) return false
    return !fn.method || classes.has(fn.qualifiedName.split('.').at(-2) ?? '')
  })
}

/** Names of functions in test code that assert and are no tests: calling one is asserting. */
function assertingHelpers(modules: readonly PythonModule[]): ReadonlySet<string> {
  return new Set(
    modules.flatMap(({ record }) =>
      record.functions
        .filter((fn) => fn.assertions > 0 && !/^test/i.test(fn.name) && fn.name.length > 3)
        .map((fn) => fn.name),
    ),
  )
}

function lastPart(callee: string): string {
  return callee.slice(callee.lastIndexOf('.') + 1)
}

function scenariosIn(text: string): number {
  return text.slice(0, 200_000).match(/^[ \t]*Scenario(?: Outline)?:|^\*\*\* Test Cases \*\*\*/gm)?.length ?? 0
}
