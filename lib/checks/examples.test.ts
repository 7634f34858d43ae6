import { beforeAll, describe, expect, test } from 'vitest'
import { searchedFacts } from '@/lib/facts/virtual-facts'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { EXAMPLES } from './examples'
import { CHECKS } from './registry'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

for (const check of CHECKS) {
  describe(check.id, () => {
    for (const example of EXAMPLES[check.id]) {
      test(`answers ${example.verdict}: ${example.name}`, async () => {
        const facts = await searchedFacts(example.files, engine)
        const outcome = check.detect(facts)
        expect(`${outcome.verdict}: ${outcome.message}`).toMatch(new RegExp(`^${example.verdict}: `))
        const places = outcome.evidence.flatMap(({ path, line }) => [path, `${path}:${line}`])
        expect(places).toEqual(expect.arrayContaining([...(example.at ?? [])]))
        for (const { path, line, note } of outcome.evidence) {
          expect(note).not.toBe('')
          if (path === '') continue
          const text = example.files[path]
          expect(text, `evidence cites ${path}, which the example does not have`).toBeDefined()
          expect(line ?? 1).toBeLessThanOrEqual((text ?? '').split('\n').length)
        }
        if (outcome.verdict === 'fail' || outcome.verdict === 'partial') expect(check.fix(facts).summary).not.toBe('')
      })
    }
  })
}

test('the first example of each verdict, which readers see first, is no file of repeated lines', () => {
  for (const check of CHECKS) {
    const firsts = new Map([...EXAMPLES[check.id]].reverse().map((example) => [example.verdict, example]))
    for (const { name, files } of firsts.values())
      for (const text of Object.values(files)) expect(mostRepeated(text), `${check.id}: ${name}`).toBeLessThan(10)
  }
})

function mostRepeated(text: string): number {
  const counts = new Map<string, number>()
  for (const line of text.split('\n')) if (line !== '') counts.set(line, (counts.get(line) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}
