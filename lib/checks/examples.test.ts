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
