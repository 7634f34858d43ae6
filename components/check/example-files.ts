import type { Example } from '@/lib/checks/check'

export interface ExampleFile {
  readonly path: string
  readonly text: string
  /** The file is among the evidence that the example expects. */
  readonly isEvidence: boolean
  /** Lines that it expects as evidence, from 1. */
  readonly lines: readonly number[]
}

/** The files of an example, those with evidence first. Places are written as `path` or `path:line`. */
export function exampleFiles({ files, at = [] }: Pick<Example, 'files' | 'at'>): readonly ExampleFile[] {
  return Object.entries(files)
    .map(([path, text]) => {
      const lines = at.flatMap((place) => lineOf(place, path) ?? [])
      return { path, text, lines, isEvidence: lines.length > 0 || at.includes(path) }
    })
    .sort((a, b) => Number(b.isEvidence) - Number(a.isEvidence))
}

function lineOf(place: string, path: string): number | null {
  if (!place.startsWith(`${path}:`)) return null
  const line = Number(place.slice(path.length + 1))
  return Number.isInteger(line) && line > 0 ? line : null
}
