import type { Evidence } from '@/lib/facts/facts'

export interface MetricSign {
  readonly name: string
  /** emits: metrics or traces leave the program; else what it falls short of. */
  readonly strength: 'emits' | 'errors' | 'hand-made' | 'unfinished'
  /** One sentence, for when nothing better is there. */
  readonly short: string
  readonly evidence: Evidence
}

export function emits(name: string, path: string, line: number, note: string): MetricSign {
  return { name, strength: 'emits', short: '', evidence: { path, line, note } }
}
