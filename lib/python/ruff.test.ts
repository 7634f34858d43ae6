import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
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

test('an instance that broke is let go, so that code made to break one after the other fills no memory', async () => {
  const ruff = loadRuff()
  const broken = Array.from({ length: 3 }, () => {
    const instance = instanceInUse()
    expect(() => ruff.check(`x = ${'('.repeat(200_000)}`)).toThrow()
    return instance
  })
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let round = 0; round < 10 && broken.some((instance) => instance.deref()); round += 1) {
    await new Promise(setImmediate)
    collect()
  }
  expect(broken.map((instance) => instance.deref())).toEqual([undefined, undefined, undefined])
  expect(ruff.check('import os\n').map(({ code }) => code)).toEqual(['F401'])
})

function instanceInUse(): WeakRef<object> {
  return new WeakRef(createRequire(import.meta.url)('@astral-sh/ruff-wasm-nodejs'))
}
