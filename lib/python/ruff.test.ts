import { createRequire } from 'node:module'
import { expect, test, vi } from 'vitest'
import { loadRuff } from './ruff'

interface Package {
  readonly Workspace: { readonly prototype: { __destroy_into_raw(): number } }
}

test('an instance that broke is taken from the garbage collector, which would free it there and end the thread', () => {
  const ruff = loadRuff()
  const { Workspace }: Package = createRequire(import.meta.url)('@astral-sh/ruff-wasm-nodejs')
  const taken = vi.spyOn(Workspace.prototype, '__destroy_into_raw')
  expect(() => ruff.check(`x = ${'('.repeat(200_000)}`)).toThrow()
  expect(taken).toHaveBeenCalledTimes(1)
  expect(ruff.check('import os\n').map(({ code }) => code)).toEqual(['F401'])
})
