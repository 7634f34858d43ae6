import { beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLES } from '@/lib/checks/examples'
import { pythonSources } from '@/lib/facts/python-sources'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { judgeSnapshot } from './audit'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const PIECES = [
  '\0',
  '\r',
  '\uFEFF',
  '\n\n\t',
  '"""',
  "'",
  '`',
  '{',
  '[[',
  ']}',
  '${',
  '&a [*a]',
  '<<',
  '|| true',
  '\\',
  ': : :',
  '- - -',
  '#',
  '😀',
  '\u202e',
  '=',
  '==',
  '@',
  '..',
  '../../x',
  'FROM ',
  'null',
  '0',
  '%(x)s',
]

/** Mulberry32: the same faults on every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function damage(text: string, next: () => number): string {
  let damaged = text
  for (let i = 0; i <= Math.floor(next() * 4); i += 1) {
    const at = Math.floor(next() * (damaged.length + 1))
    const kind = next()
    if (kind < 0.2) damaged = damaged.slice(0, at)
    else if (kind < 0.4) damaged = damaged.slice(0, at) + damaged.slice(at + 1 + Math.floor(next() * 12))
    else if (kind < 0.5) damaged = damaged.slice(0, at) + damaged.slice(Math.floor(next() * (at + 1)))
    else damaged = damaged.slice(0, at) + (PIECES[Math.floor(next() * PIECES.length)] ?? '') + damaged.slice(at)
  }
  return damaged
}

describe.each(Object.entries(EXAMPLES))('%s', (_, examples) => {
  test('no damage to a file makes a check fail on its own', async () => {
    const failures: string[] = []
    for (const [index, { files }] of examples.entries()) {
      for (let round = 0; round < 3; round += 1) {
        const next = random(index * 100 + round)
        const damaged = Object.fromEntries(
          Object.entries(files).map(([path, text]) => [path, next() < 0.7 ? damage(text, next) : text]),
        )
        const snapshot = virtualSnapshot(damaged)
        const records = new Map(pythonSources(snapshot).map(({ blob, content }) => [blob, engine.analyse(content)]))
        const report = await judgeSnapshot(snapshot, records, (id, error) => {
          failures.push(`${id}: ${String(error)} on ${JSON.stringify(damaged)}`)
        })
        for (const { evidence } of report.results)
          for (const { path } of evidence)
            if (path !== '' && !snapshot.files.has(path)) failures.push(`${path} is cited and does not exist`)
      }
    }
    expect(failures).toEqual([])
  })
})
