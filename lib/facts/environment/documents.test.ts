import { expect, test } from 'vitest'
import type { Facts } from '../facts'
import { documentedNames } from './documents'

function documentedIn(text: string): number[] {
  const files = { all: [{ path: 'README.md', role: 'docs' }], text: () => text } as unknown as Facts['files']
  return documentedNames([{ name: 'PORT', path: 'app.py' }], { files }).map(({ line }) => line)
}

test('a single word counts in prose where it is set apart on its own line', () => {
  expect(documentedIn('Its PORT is open.\n')).toEqual([])
  expect(documentedIn('It listens at\nPORT: what it listens at\n')).toEqual([2])
  expect(documentedIn('Export:\nexport PORT to change it.\n')).toEqual([2])
})

test('a page without line breaks costs about as much as one with them', () => {
  const cost = (text: string) => {
    const start = performance.now()
    expect(documentedIn(text)).toEqual([])
    return performance.now() - start
  }
  expect(cost('is PORT a '.repeat(30_000)) / cost('is PORT a\n'.repeat(30_000))).toBeLessThan(10)
})
