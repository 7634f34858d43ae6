import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { listRoutePaths } from './fixtures/routes'
import { describeApi } from './openapi'
import { PARAMETER_NOTES } from './parameters'

const description = describeApi()
const operations = Object.entries(description.paths).map(([path, { get }]) => ({ path, get }))

test('the description names every route of the API and no other', () => {
  expect(Object.keys(description.paths).sort()).toEqual(listRoutePaths().filter((path) => path !== '/openapi.json'))
})

test('every reference in it leads somewhere', () => {
  const references = JSON.stringify(description).match(/#\/components\/[^"]+/g) ?? []
  const dangling = references.filter((reference) => {
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((place, name) => Reflect.get(Object(place), name), description)
    return found === undefined
  })
  expect(references.length).toBeGreaterThan(100)
  expect(dangling).toEqual([])
})

test('every schema is a JSON Schema', () => {
  const ajv = new Ajv2020({ strict: false })
  addFormats(ajv)
  const { schemas } = description.components
  for (const schema of Object.values(schemas)) {
    expect(ajv.validateSchema(schema)).toBe(true)
    expect(() => ajv.compile({ components: { schemas }, ...schema })).not.toThrow()
  }
})

test('each operation has a name of its own, takes what its path names, and every parameter is explained', () => {
  expect(new Set(operations.map(({ get }) => get.operationId)).size).toBe(operations.length)
  for (const { path, get } of operations) {
    const inPath = get.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`)
    expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? [])
    for (const { name } of get.parameters) expect(PARAMETER_NOTES).toHaveProperty(name)
  }
})

test('each operation says how it fails, and lists say how they are paged', () => {
  for (const { get } of operations) {
    expect(Object.keys(get.responses)).toEqual(['200', '401', '403', '404', '422', '429', '500', '503'])
    const isPaged = get.parameters.some(({ name }) => name === 'per_page')
    expect('Link' in get.responses['200'].headers).toBe(isPaged)
  }
})

test('nothing of how it is made is in it', () => {
  expect(JSON.stringify(description)).not.toMatch(/readOnly|\$schema|\$id|9007199254740991/)
})
