import { expect, test } from 'vitest'
import { createPythonEngine } from '@/lib/python/engine'
import { virtualFacts } from '../virtual-facts'

test('a Dockerfile or Jenkinsfile of blank lines and open comments is read without harm', async () => {
  const engine = await createPythonEngine()
  const image = `FROM python:3.12\n${'\n'.repeat(190_000)}  RUN --mount=type=cache,target=/x pip install gunicorn\n`
  const files = {
    Dockerfile: image,
    Jenkinsfile: `pipeline { stages { stage('a') { steps { sh 'pytest' } } } }\n${'/*'.repeat(140_000)}${' \n'.repeat(5000)}`,
    'schema.graphql': `${'\n'.repeat(500_000)}type Query { a: Int }\n`,
  }
  const facts = virtualFacts(files, engine)
  expect(facts.dependencies.declared.map(({ name }) => name)).toEqual(['gunicorn'])
  expect(facts.ci.pipelines).toHaveLength(1)
  expect(facts.apiDocuments.documents).toMatchObject([{ format: 'graphql', operations: 1 }])
}, 20_000)
