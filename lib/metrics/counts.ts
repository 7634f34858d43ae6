import { COUNTERS, type CounterName, HISTOGRAMS, type HistogramName, type LabelsOf } from './definitions'

/** Of one counter, or of one bucket or the sum of a histogram. */
export interface Count {
  readonly metric: string
  /** A JSON object with its names in order. */
  readonly labels: string
  readonly value: number
}

/** More than all series together: whatever goes wrong with a label, memory and database stay small. */
const MOST_SERIES = 5000

// The server is built in parts, each with a copy of this module: they count together.
const store = globalThis as typeof globalThis & { airworthyCounts?: Map<string, Count> }

/** Counts that something happened; it is written down with the next report of this process. */
export function count<N extends CounterName>(name: N, labels: LabelsOf<(typeof COUNTERS)[N]>, by = 1): void {
  add(name, labelText(COUNTERS[name].labels, labels), by)
}

/** Counts how long something took, in seconds. */
export function observe<N extends HistogramName>(
  name: N,
  labels: LabelsOf<(typeof HISTOGRAMS)[N]>,
  seconds: number,
): void {
  const { labels: names, buckets } = HISTOGRAMS[name]
  const bound = buckets.find((upper) => seconds <= upper)
  add(name, labelText([...names, 'le'], { ...labels, le: bound === undefined ? '+Inf' : String(bound) }), 1)
  add(`${name}_sum`, labelText(names, labels), seconds)
}

/** What was counted since it was last taken. */
export function takeCounts(): readonly Count[] {
  const taken = [...counts().values()]
  counts().clear()
  return taken
}

/** For counts that could not be written down. */
export function putBack(taken: readonly Count[]): void {
  for (const { metric, labels, value } of taken) add(metric, labels, value)
}

function add(metric: string, labels: string, by: number): void {
  const key = `${metric} ${labels}`
  const known = counts().get(key)
  if (!known && counts().size >= MOST_SERIES) return
  counts().set(key, { metric, labels, value: (known?.value ?? 0) + by })
}

function counts(): Map<string, Count> {
  store.airworthyCounts ??= new Map()
  return store.airworthyCounts
}

function labelText(names: readonly string[], labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries([...names].sort().map((name) => [name, labels[name] ?? ''])))
}
