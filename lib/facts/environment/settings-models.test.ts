import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { virtualFacts } from '../virtual-facts'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const names = (model: string) =>
  virtualFacts(
    {
      'app.py': `from pydantic_settings import BaseSettings, SettingsConfigDict\n\n\n${model}`,
      'README.md': '# App\n',
    },
    engine,
  ).environment.reads.map(({ name }) => name)

test('a field of a settings model is read by its full name, whichever way the prefix is given', () => {
  const of = (config: string) => names(`class Depot(BaseSettings):\n${config}\n    api_url: str\n`)
  expect(of('    model_config = SettingsConfigDict(env_prefix="DEPOT_")')).toEqual(['DEPOT_API_URL'])
  expect(of('    model_config = {"env_prefix": "depot_"}')).toEqual(['DEPOT_API_URL'])
  expect(of('    class Config:\n        env_prefix = "DEPOT_"\n')).toEqual(['DEPOT_API_URL'])
  expect(of('    model_config = SettingsConfigDict(extra="ignore")')).toEqual(['API_URL'])
})

test('a field that holds another settings model is no variable of its own', () => {
  const part = 'class Mail(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="MAIL_")\n    host: str\n'
  expect(names(`${part}\n\nclass Settings(BaseSettings):\n    mail: Mail | None = None\n    stage: str\n`)).toEqual([
    'MAIL_HOST',
    'STAGE',
  ])
})
