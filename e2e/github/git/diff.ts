import { memoise } from './cache'
import { isSha } from './refs'
import { runGit } from './run-git'

const LARGEST_PATCH_BYTES = 500 * 1024
const LARGEST_PATCH_LINES = 20_000

export interface FileDiff {
  path: string
  /** Where a renamed file was. */
  previousPath?: string
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed'
  blob: string
  additions: number
  deletions: number
  /** The hunks; absent for binary files, for mere renames, and where there is too much of it. */
  patch?: string
}

const rememberDiff = memoise<FileDiff[]>(200)

/** What differs between two commits, with renames recognised, in the order of paths. */
export function readDiff(directory: string, from: string, to: string): Promise<FileDiff[]> {
  if (!isSha(from) || !isSha(to)) throw new Error('A diff is between two commit ids.')
  return rememberDiff(`${directory} ${from} ${to}`, async () => {
    const args = ['diff-tree', '-r', '-z', '-M', '--raw', '--numstat', '-p', '--no-abbrev', from, to]
    return parseDiff((await runGit(directory, args)).toString())
  })
}

function parseDiff(output: string): FileDiff[] {
  const end = output.indexOf('\0\0')
  if (end === -1) return []
  const fields = output.slice(0, end).split('\0')
  // Every line inside a hunk begins with a sign of its own, so this can only be a header.
  const patches = output.slice(end + 1).split(/(?:\n|^\0)diff --git /)
  const files = new Map<string, FileDiff>()
  let patch = 1
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] ?? ''
    if (field.startsWith(':')) {
      const [before = '', after = '', from = '', to = '', letter = 'M'] = field.slice(1).split(' ')
      const previousPath = letter.startsWith('R') ? fields[++index] : undefined
      const path = fields[++index] ?? ''
      const status = STATUS[letter.charAt(0)] ?? 'modified'
      const sides = letter === 'T' ? 2 : 1
      const text = patches
        .slice(patch, patch + sides)
        .map(hunksOf)
        .filter(Boolean)
        .join('\n')
      patch += sides
      const file: FileDiff = { path, status, blob: status === 'removed' ? from : to, additions: 0, deletions: 0 }
      if (previousPath !== undefined) file.previousPath = previousPath
      if (status === 'modified' && before !== after && from === to) file.status = 'changed'
      if (text && fits(text)) file.patch = text
      files.set(path, file)
      continue
    }
    const [additions = '', deletions = '', name = ''] = splitTwice(field)
    // A renamed file's names follow in fields of their own: where it was, where it is.
    if (name === '') index += 2
    const file = files.get(name === '' ? (fields[index] ?? '') : name)
    if (!file) continue
    file.additions = Number.parseInt(additions, 10) || 0
    file.deletions = Number.parseInt(deletions, 10) || 0
  }
  return [...files.values()]
}

const STATUS: Record<string, FileDiff['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
}

/** Additions, deletions and the path, which may hold tabs itself. */
function splitTwice(field: string): [string, string, string] {
  const first = field.indexOf('\t')
  const second = field.indexOf('\t', first + 1)
  return [field.slice(0, first), field.slice(first + 1, second), field.slice(second + 1)]
}

function hunksOf(patch: string): string {
  const start = patch.indexOf('\n@@ ')
  return start === -1 ? '' : patch.slice(start + 1).replace(/\n$/, '')
}

function fits(patch: string): boolean {
  return patch.length <= LARGEST_PATCH_BYTES && patch.split('\n').length <= LARGEST_PATCH_LINES
}
