import type { PythonFact } from '@/lib/facts/facts'

/** There is no application code at all: nothing parsed, and nothing that could not be. */
export function isEmpty(python: PythonFact): boolean {
  return python.lines === 0 && python.unparsed.length === 0
}
