import { expect, test } from 'vitest'
import { findUndeclared } from './undeclared'

const at = (optional = false) => [{ path: 'app/main.py', line: 3, optional }]
const missing = (imports: readonly string[], known: readonly string[], optional = false) =>
  findUndeclared(new Map(imports.map((name) => [name, at(optional)])), new Set(known), new Set(['app'])).map(
    ({ name }) => name,
  )

test('an import is declared by its distribution, whatever that is called', () => {
  expect(
    missing(
      ['yaml', 'PIL', 'cv2', 'sklearn', 'dateutil'],
      ['pyyaml', 'pillow', 'opencv-python-headless', 'scikit-learn', 'python-dateutil'],
    ),
  ).toEqual([])
  expect(
    missing(['skopt', 'google', 'azure'], ['ft-scikit-optimize', 'google-cloud-storage', 'azure-identity']),
  ).toEqual([])
})

test('an import that only comes along with something declared is missed, and one that the lock holds is not', () => {
  const imports = ['starlette', 'werkzeug', 'botocore', 'numpy']
  expect(missing(imports, ['fastapi', 'flask', 'boto3', 'pandas'])).toEqual(imports)
  expect(missing(imports, ['fastapi', 'flask', 'boto3', 'pandas', ...imports])).toEqual([])
})

test('the half of a distribution that it pins exactly is declared with it', () => {
  expect(missing(['pydantic_core'], ['pydantic'])).toEqual([])
  expect(missing(['pydantic_core'], ['fastapi'])).toEqual(['pydantic_core'])
})

test('what extends or describes a distribution is not it, and a build of it is', () => {
  expect(missing(['redis', 'click'], ['flask-redis', 'types-redis', 'click-repl'])).toEqual(['redis', 'click'])
  expect(missing(['tensorflow', 'onnxruntime'], ['tensorflow-cpu', 'onnxruntime-gpu'])).toEqual([])
})

test('only imports that are known to be on PyPI are missed, and never optional or own ones', () => {
  expect(missing(['redis', 'requests'], ['fastapi'])).toEqual(['redis', 'requests'])
  expect(missing(['bpy', 'company_secrets', 'app'], ['fastapi'])).toEqual([])
  expect(missing(['redis'], ['fastapi'], true)).toEqual([])
})
