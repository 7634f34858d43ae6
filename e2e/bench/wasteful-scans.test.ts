import { expect, test } from 'vitest'
import { type PlanNode, wastefulScans } from './wasteful-scans'

const node = (type: string, rows: number, rest: Partial<PlanNode> = {}): PlanNode => ({
  'Node Type': type,
  'Actual Rows': rows,
  'Actual Loops': 1,
  ...rest,
})
const scan = (rows: number, removed = 0, loops = 1) =>
  node('Seq Scan', rows, { 'Relation Name': 'audits', 'Rows Removed by Filter': removed, 'Actual Loops': loops })
const found = (plan: PlanNode) => wastefulScans(plan, 1000)

test.each([
  ['a filter lets a small part through', scan(10, 9990)],
  ['it is read again and again', scan(1, 99, 50)],
  [
    'only an inner join keeps a small part',
    node('Hash Join', 50, { Plans: [scan(50), node('Hash', 20_000, { Plans: [scan(20_000)] })] }),
  ],
  [
    'a left join looks for a few',
    node('Hash Join', 50, {
      'Join Type': 'Left',
      Plans: [scan(50), node('Hash', 20_000, { 'Parent Relationship': 'Inner', Plans: [scan(20_000)] })],
    }),
  ],
  [
    'an index is read from end to end',
    node('Index Only Scan', 10, { 'Index Name': 'audits_pkey', 'Rows Removed by Filter': 5000 }),
  ],
])('a scan is wasteful where %s', (_why, plan) => {
  expect(found(plan)).toHaveLength(1)
})

test.each([
  ['it is about all of the table', node('Aggregate', 1, { Plans: [scan(10_000, 500)] })],
  ['the table is small', scan(1, 200)],
  [
    'an index leads to the rows',
    node('Index Scan', 10, { 'Index Name': 'audits_pkey', 'Index Cond': 'x', 'Rows Removed by Filter': 5000 }),
  ],
  [
    'the join keeps them',
    node('Hash Join', 9000, { Plans: [scan(10_000), node('Hash', 9000, { Plans: [scan(9000)] })] }),
  ],
  [
    'it is asked of each whether there is none of another',
    node('Hash Join', 3, { 'Join Type': 'Anti', Plans: [scan(10_000), node('Hash', 9000, { Plans: [scan(9000)] })] }),
  ],
  [
    'an aggregate stands between it and the join',
    node('Hash Join', 1, { Plans: [node('Aggregate', 1, { Plans: [scan(10_000)] }), scan(1)] }),
  ],
  [
    'so much is looked for that an index would cost as much',
    node('Hash Join', 5, { Plans: [scan(500), node('Hash', 20_000, { Plans: [scan(20_000)] })] }),
  ],
  [
    'all are put in order, and then a few are taken',
    node('Nested Loop', 10, {
      Plans: [node('Sort', 10, { Plans: [scan(20_000)] }), node('Index Scan', 1, { 'Index Cond': 'x' })],
    }),
  ],
])('a scan is none where %s', (_why, plan) => {
  expect(found(plan)).toEqual([])
})

test('what is told is how much was read, and how much of it was of use', () => {
  expect(found(scan(10, 9990))).toEqual([{ of: 'audits', read: 10_000, kept: 10, lookedFor: null }])
})
