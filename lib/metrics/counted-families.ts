import { z } from 'zod'
import type { Count } from './counts'
import { COUNTERS, HISTOGRAMS } from './definitions'
import type { Family, Sample } from './exposition'

const Labels = z.record(z.string(), z.string())

/** What was counted by all processes as metrics; a count that no definition knows, of an older version, is left out. */
export function countedFamilies(counts: readonly Count[]): readonly Family[] {
  const samplesOf = (name: string): Sample[] =>
    counts
      .filter(({ metric }) => metric === name)
      .map(({ labels, value }) => ({ labels: Labels.parse(JSON.parse(labels)), value }))
  const counters = Object.entries(COUNTERS).map(([name, { help }]): Family => {
    return { name, type: 'counter', help, samples: samplesOf(name) }
  })
  const histograms = Object.entries(HISTOGRAMS).map(([name, { help, buckets }]): Family => {
    const samples = samplesOf(`${name}_sum`).flatMap((sum) => series(sum, samplesOf(name), buckets))
    return { name, type: 'histogram', help, samples }
  })
  return [...counters, ...histograms]
}

/** Each bucket counts what is in the smaller ones, too. */
function series(sum: Sample, found: readonly Sample[], buckets: readonly number[]): readonly Sample[] {
  const own = found.filter(({ labels }) => Object.entries(sum.labels).every(([name, value]) => labels[name] === value))
  const within = (upper: number) =>
    own.filter(({ labels }) => boundOf(labels) <= upper).reduce((total, { value }) => total + value, 0)
  const all = within(Number.POSITIVE_INFINITY)
  return [
    ...buckets.map(
      (upper): Sample => ({ suffix: '_bucket', labels: { ...sum.labels, le: String(upper) }, value: within(upper) }),
    ),
    { suffix: '_bucket', labels: { ...sum.labels, le: '+Inf' }, value: all },
    { suffix: '_sum', labels: sum.labels, value: sum.value },
    { suffix: '_count', labels: sum.labels, value: all },
  ]
}

function boundOf({ le }: Readonly<Record<string, string>>): number {
  return le === undefined || le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le)
}
