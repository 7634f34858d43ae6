import type { TrialFile } from '@/lib/trials/trial'

/** A file in the editor; its key stays while path and text change. */
export interface DraftFile extends TrialFile {
  readonly key: number
}

export function draftOf(files: readonly TrialFile[]): readonly DraftFile[] {
  return files.map((file, key) => ({ ...file, key }))
}

export function withFile(draft: readonly DraftFile[], key: number, change: Partial<TrialFile>): readonly DraftFile[] {
  return draft.map((file) => (file.key === key ? { ...file, ...change } : file))
}

export function withoutFile(draft: readonly DraftFile[], key: number): readonly DraftFile[] {
  return draft.filter((file) => file.key !== key)
}

/** With one more file, empty and without a path. */
export function withNewFile(draft: readonly DraftFile[]): readonly DraftFile[] {
  const key = Math.max(-1, ...draft.map((file) => file.key)) + 1
  return [...draft, { key, path: '', text: '' }]
}

/** What is sent to be judged: a new file of which nothing was written is none. */
export function filesOf(draft: readonly DraftFile[]): readonly TrialFile[] {
  return draft
    .map(({ path, text }) => ({ path: path.trim(), text }))
    .filter(({ path, text }) => path !== '' || text !== '')
}

export function isSame(some: readonly TrialFile[], others: readonly TrialFile[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ path, text }, index) => path === others[index]?.path && text === others[index]?.text)
  )
}

/** Where lines stand in a text, as offsets of its characters; lines are counted from 1. */
export function rangeOfLines(
  text: string,
  line: number,
  endLine = line,
): { readonly from: number; readonly to: number } {
  const lines = text.split('\n')
  const lengthOf = (count: number) => lines.slice(0, count).reduce((sum, one) => sum + one.length + 1, 0)
  const from = Math.min(lengthOf(line - 1), text.length)
  return { from, to: Math.max(from, Math.min(lengthOf(Math.max(line, endLine)) - 1, text.length)) }
}
