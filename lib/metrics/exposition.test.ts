import { beforeEach, expect, test } from 'vitest'
import { countedFamilies } from './counted-families'
import { count, observe, putBack, takeCounts } from './counts'
import { toExposition } from './exposition'

beforeEach(() => {
  takeCounts()
})

test('names, types, labels and values are written as Prometheus reads them', () => {
  const text = toExposition([
    { name: 'a_total', type: 'counter', help: 'Of\nC:\\', samples: [{ labels: { x: 'a"b\\c\nd' }, value: 2 }] },
    { name: 'b', type: 'gauge', help: 'None.', samples: [] },
    { name: 'c', type: 'gauge', help: 'One.', samples: [{ labels: {}, value: Number.POSITIVE_INFINITY }] },
  ])
  expect(text).toBe(
    '# HELP a_total Of\\nC:\\\\\n# TYPE a_total counter\na_total{x="a\\"b\\\\c\\nd"} 2\n' +
      '# HELP b None.\n# TYPE b gauge\n# HELP c One.\n# TYPE c gauge\nc +Inf\n',
  )
})

test('buckets of a histogram are cumulative and end with all, with their sum and count', () => {
  for (const seconds of [0.04, 0.1, 0.3, 400]) observe('airworthy_audit_duration_seconds', {}, seconds)
  const text = toExposition(countedFamilies(takeCounts()))
  const lines = text.split('\n').filter((line) => line.startsWith('airworthy_audit_duration_seconds'))
  expect(lines.slice(0, 3)).toEqual([
    'airworthy_audit_duration_seconds_bucket{le="0.1"} 2',
    'airworthy_audit_duration_seconds_bucket{le="0.25"} 2',
    'airworthy_audit_duration_seconds_bucket{le="0.5"} 3',
  ])
  expect(lines.slice(-4, -1)).toEqual([
    'airworthy_audit_duration_seconds_bucket{le="300"} 3',
    'airworthy_audit_duration_seconds_bucket{le="+Inf"} 4',
    expect.stringMatching(/^airworthy_audit_duration_seconds_sum 400\.4/),
  ])
  expect(lines.at(-1)).toBe('airworthy_audit_duration_seconds_count 4')
})

test('one histogram is kept apart for each of its labels', () => {
  observe('airworthy_job_duration_seconds', { task: 'audit-head' }, 1)
  observe('airworthy_job_duration_seconds', { task: 'audit-history' }, 1)
  observe('airworthy_job_duration_seconds', { task: 'audit-history' }, 2)
  const text = toExposition(countedFamilies(takeCounts()))
  expect(text).toContain('airworthy_job_duration_seconds_count{task="audit-head"} 1\n')
  expect(text).toContain('airworthy_job_duration_seconds_bucket{task="audit-history",le="1"} 1\n')
  expect(text).toContain('airworthy_job_duration_seconds_count{task="audit-history"} 2\n')
})

test('counts that could not be written down are counted with what came meanwhile', () => {
  count('airworthy_kept_answers_total', { outcome: 'hit' })
  const taken = takeCounts()
  count('airworthy_kept_answers_total', { outcome: 'hit' })
  putBack(taken)
  expect(takeCounts()).toMatchObject([{ labels: '{"outcome":"hit"}', value: 2 }])
})

test('whatever stands in a label, a process keeps a bounded number of counts', () => {
  for (let index = 0; index < 20_000; index += 1) {
    count('airworthy_errors_total', { code: `code-${index}`, during: 'job' })
  }
  expect(takeCounts()).toHaveLength(5000)
})

test('a count of another version is left out', () => {
  expect(
    countedFamilies([{ metric: 'airworthy_gone_total', labels: '{}', value: 1 }]).flatMap((f) => f.samples),
  ).toEqual([])
})
