import { expect, test } from 'vitest'
import { assignedValue } from './assigned-value'
import type { SyntaxNode } from './syntax'

test('all targets of a chain get its last value, and the chain is followed once for all of them', () => {
  let looks = 0
  const value = { type: 'integer', field: 'right', children: [] as SyntaxNode[] } as unknown as SyntaxNode
  const chain: SyntaxNode[] = []
  for (let at = 0; at < 1000; at += 1) {
    const right = chain[0] ?? value
    chain.unshift({
      type: 'assignment',
      field: 'right',
      get children() {
        looks += 1
        return [right]
      },
    } as unknown as SyntaxNode)
  }
  expect(new Set(chain.map(assignedValue))).toEqual(new Set([value]))
  expect(looks).toBeLessThan(3000)
})
