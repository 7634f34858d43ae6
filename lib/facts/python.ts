import type { FactInput } from './create'
import type { PythonFact } from './facts'

export function readPython(_input: FactInput): PythonFact {
  return {
    modules: [],
    application: [],
    tests: [],
    unreachable: [],
    lines: 0,
    unparsed: [],
    unparsedShare: 0,
    thirdParty: new Map(),
  }
}
