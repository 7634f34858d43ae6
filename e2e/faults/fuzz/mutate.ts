import { PIECES } from './pieces'

/** Numbers from 0 up to 1, the same for the same seed (Mulberry32). */
export type Random = () => number

export function randomOf(...seeds: readonly number[]): Random {
  let state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) + 0x7f4a7c15, 1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function below(random: Random, end: number): number {
  return Math.floor(random() * end)
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[below(random, items.length)] as T
}

const MOST_CHARACTERS = 64 * 1024

/** Cuts, repeats, joins and strews tokens of many languages over a text; `other` is what it may be crossed with. */
export function mutateText(text: string, other: string, random: Random): string {
  let mutated = text
  for (let step = below(random, 6); step >= 0; step -= 1) {
    const at = below(random, mutated.length + 1)
    const end = Math.min(mutated.length, at + 1 + below(random, random() < 0.7 ? 12 : 400))
    const [before, part, after] = [mutated.slice(0, at), mutated.slice(at, end), mutated.slice(end)]
    const kind = random()
    if (kind < 0.05) mutated = before + pump(part, random) + after
    else if (kind < 0.08) mutated = before
    else if (kind < 0.24) mutated = before + after
    else if (kind < 0.34) mutated = before + part.repeat(2 + below(random, random() < 0.8 ? 4 : 200)) + after
    else if (kind < 0.42) mutated = before + other.slice(below(random, other.length + 1)) + after
    else if (kind < 0.5)
      mutated = before + pick(random, PIECES).repeat(2 + below(random, random() < 0.8 ? 30 : 3000)) + part + after
    else if (kind < 0.56) mutated = swapLines(mutated, random)
    else if (kind < 0.62) mutated = before + String.fromCharCode(below(random, 0x300)) + after
    else mutated = before + pick(random, PIECES) + part + after
  }
  return mutated.slice(0, MOST_CHARACTERS)
}

/** A short piece tens of thousands of times: what takes more than linear time takes too long. */
function pump(part: string, random: Random): string {
  const piece = random() < 0.5 ? part.slice(0, 1 + below(random, 4)) : pick(random, PIECES)
  return piece.repeat((20_000 + below(random, 20_000)) / Math.max(1, piece.length))
}

/** Bytes as Latin-1 text: some turned over, cut out, repeated or set to a limit of their kind. */
export function mutateBytes(text: string, random: Random): string {
  let mutated = text
  for (let step = below(random, 5); step >= 0; step -= 1) {
    const at = below(random, mutated.length + 1)
    const kind = random()
    if (kind < 0.1) mutated = mutated.slice(0, at)
    else if (kind < 0.2) mutated = mutated.slice(0, at) + mutated.slice(at + 1 + below(random, 600))
    else if (kind < 0.3) mutated = mutated.slice(0, at) + mutated.slice(Math.max(0, at - 512))
    else {
      const bytes =
        kind < 0.6
          ? String.fromCharCode(below(random, 256))
          : pick(random, ['\0', '\xff', '\x80', '7'.repeat(11), '9'.repeat(12), '\0'.repeat(512), '-1', ' '])
      mutated = mutated.slice(0, at) + bytes + mutated.slice(at + bytes.length)
    }
  }
  return mutated
}

/** JSON whose values are dropped, swapped or turned into others. */
export function mutateJson(text: string, random: Random): string {
  const root = { value: JSON.parse(text) as unknown }
  for (let step = below(random, 4); step >= 0; step -= 1) {
    const places = placesOf(root)
    const { holder, key } = pick(random, places)
    const kind = random()
    if (kind < 0.3 && !Array.isArray(holder) && holder !== root) delete (holder as Record<string, unknown>)[key]
    else if (kind < 0.4) put(holder, key, structuredClone(read(pick(random, places))))
    else if (kind < 0.5) put(holder, key, [read({ holder, key })])
    else if (kind < 0.55 && isSmall(read({ holder, key }))) put(holder, key, Array(1000).fill(read({ holder, key })))
    else if (kind < 0.6) put(holder, key, pump(JSON.stringify(read({ holder, key })) ?? '', random))
    else put(holder, key, structuredClone(pick(random, VALUES)))
  }
  return JSON.stringify(root.value) ?? 'null'
}

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  -(2 ** 63),
  '',
  ' ',
  '\0',
  '\ud800',
  '\u202e<script>',
  'null',
  '0',
  '9'.repeat(400),
  '2025-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '__proto__',
  'x'.repeat(20_000),
  [],
  {},
  [null],
  [[]],
  { __proto__: null },
  { nodes: null },
  { length: 1e9 },
]

interface Place {
  readonly holder: object
  readonly key: string
}

function placesOf(root: object): Place[] {
  const places: Place[] = []
  const pending: object[] = [root]
  for (let holder = pending.pop(); holder && places.length < 3000; holder = pending.pop()) {
    for (const [key, value] of Object.entries(holder)) {
      places.push({ holder, key })
      if (typeof value === 'object' && value !== null) pending.push(value)
    }
  }
  return places
}

/** Else a few of them, one in the other, are more than fits into memory. */
function isSmall(value: unknown): boolean {
  return (JSON.stringify(value) ?? '').length < 60
}

function read({ holder, key }: Place): unknown {
  return (holder as Record<string, unknown>)[key]
}

function put(holder: object, key: string, value: unknown): void {
  ;(holder as Record<string, unknown>)[key] = value
}

function swapLines(text: string, random: Random): string {
  const lines = text.split('\n')
  const [a, b] = [below(random, lines.length), below(random, lines.length)]
  ;[lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? '']
  return lines.join('\n')
}
