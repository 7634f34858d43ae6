import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { loadRuff } from './ruff'

test('what is left of an instance that broke is never freed in it, which would end the thread later', async () => {
  const ended: unknown[] = []
  const note = (error: unknown) => ended.push(error)
  process.on('uncaughtException', note)
  try {
    const ruff = loadRuff()
    for (let round = 0; round < 3; round += 1) expect(() => ruff.check(`x = ${'('.repeat(200_000)}`)).toThrow()
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    for (let round = 0; round < 20; round += 1) {
      collect()
      await new Promise(setImmediate)
    }
    expect(ended).toEqual([])
    expect(ruff.check('import os\n').map(({ code }) => code)).toEqual(['F401'])
  } finally {
    process.off('uncaughtException', note)
  }
})
