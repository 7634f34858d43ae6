/** What is in one of two lists of lines alone, in sentences. */
export function difference(expected: readonly string[], found: readonly string[]): string[] {
  const [wanted, there] = [new Set(expected), new Set(found)]
  return [
    ...expected.filter((line) => !there.has(line)).map((line) => `missing: ${line}`),
    ...found.filter((line) => !wanted.has(line)).map((line) => `not in the undisturbed scan: ${line}`),
  ]
}
