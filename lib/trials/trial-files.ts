import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { isSafePath } from '@/lib/snapshot/collector'
import { DEFAULT_BOUNDS } from '@/lib/snapshot/snapshot'
import { MOST_BYTES, MOST_FILES, type TrialFile } from './trial'

/** More than is judged. */
export class TrialTooLarge extends AppError {
  constructor() {
    super('invalid-input', `The files are too large: at most ${MOST_BYTES / 1024} kB in all are judged. Shorten them.`)
    this.name = 'TrialTooLarge'
  }
}

const Body = z.object({ files: z.array(z.object({ path: z.string(), text: z.string() })).readonly() })

/** The files of `{ files: [{ path, text }] }` as path to text; throws AppError 'invalid-input' for what is not judged. */
export function parseTrialFiles(input: unknown): Readonly<Record<string, string>> {
  const body = Body.safeParse(input)
  if (!body.success) throw refused('Send JSON such as {"files": [{"path": "main.py", "text": "print(1)"}]}.')
  const { files } = body.data
  if (files.length > MOST_FILES) throw refused(`At most ${MOST_FILES} files are judged. Remove some.`)
  if (bytesOf(files) > MOST_BYTES) throw new TrialTooLarge()
  const paths = new Set<string>()
  for (const { path } of files) {
    const problem = problemOf(path, paths)
    if (problem) throw refused(problem)
    paths.add(path)
  }
  for (const path of paths) {
    const folder = foldersOf(path).find((above) => paths.has(above))
    if (folder !== undefined) throw refused(`${quoted(folder)} can’t be a file and a folder. Rename one of them.`)
  }
  return Object.fromEntries(files.map(({ path, text }) => [path, text]))
}

function bytesOf(files: readonly TrialFile[]): number {
  return files.reduce((sum, { path, text }) => sum + Buffer.byteLength(path) + Buffer.byteLength(text), 0)
}

function problemOf(path: string, before: ReadonlySet<string>): string | null {
  const { maxPathLength, maxDepth } = DEFAULT_BOUNDS
  if (path === '') return 'Every file needs a path.'
  if (path.length > maxPathLength) return `A path may have at most ${maxPathLength} characters. Shorten it.`
  if (path.split('/').length > maxDepth) return `Folders may be at most ${maxDepth} deep. Shorten the path.`
  if (!isSafePath(path) || /\p{Cc}/u.test(path)) {
    return `${quoted(path)} is not a path in a repository. Write it like app/main.py, without “..” and backslashes.`
  }
  return before.has(path) ? `${quoted(path)} is there twice. Rename one of them.` : null
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function quoted(path: string): string {
  return `“${path.length > 60 ? `${path.slice(0, 60)}…` : path}”`
}

function refused(sentence: string): AppError {
  return new AppError('invalid-input', sentence)
}
