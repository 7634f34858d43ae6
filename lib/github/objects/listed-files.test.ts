import { expect, test } from 'vitest'
import { listFiles } from './listed-files'
import type { TreeEntry } from './tree-query'

const MOST_HANDED_OUT = 4_000_000

test('few trees of nothing but folders, which name a billion of them, end at the bound', () => {
  const { objects, handedOut } = bomb(1000, (index) => `f${index}`)
  const { files, unlisted } = listFiles(objects, 'level-0')
  expect(handedOut()).toBeLessThan(MOST_HANDED_OUT)
  expect(files).toEqual([])
  expect(unlisted.length).toBeGreaterThan(0)
})

test('few trees that name a million files under very long paths end before these fill the memory', () => {
  const { objects } = bomb(100, (index) => `${index}`.padEnd(4000, 'x'), 2)
  const { files, unlisted } = listFiles(objects, 'level-0')
  const characters = files.reduce((sum, { path }) => sum + path.length, 0)
  expect(characters).toBeLessThan(100 * 1024 * 1024)
  expect(unlisted.length).toBeGreaterThan(0)
})

test('what is within the bounds is listed whole, those near the root first', () => {
  const { objects } = bomb(3, (index) => `f${index}`, 1)
  const { files, unlisted } = listFiles(objects, 'level-0')
  expect(files.map(({ path }) => path)).toEqual([
    'f0/f0',
    'f0/f1',
    'f0/f2',
    'f1/f0',
    'f1/f1',
    'f1/f2',
    'f2/f0',
    'f2/f1',
    'f2/f2',
  ])
  expect(unlisted).toEqual([])
})

/** Each tree names the next one `width` times; below `levels`, when there is such a bound, are files. */
function bomb(width: number, name: (index: number) => string, levels = Number.POSITIVE_INFINITY) {
  const names = Array.from({ length: width }, (_, index) => name(index))
  const trees = new Map<string, readonly TreeEntry[]>()
  let handedOut = 0
  const tree = (oid: string): readonly TreeEntry[] => {
    handedOut += width
    if (handedOut > MOST_HANDED_OUT) throw new Error('There is no end to it')
    const level = Number(oid.slice('level-'.length))
    const kind = level < levels ? FOLDER : FILE
    const entries = trees.get(oid) ?? names.map((each) => ({ ...kind, name: each, oid: `level-${level + 1}`, size: 1 }))
    trees.set(oid, entries)
    return entries
  }
  return { objects: { tree }, handedOut: () => handedOut }
}

const FOLDER = { mode: 0o40000, type: 'tree' } as const
const FILE = { mode: 0o100644, type: 'blob' } as const
