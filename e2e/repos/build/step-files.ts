import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fillFakeCredentials } from './fake-credentials'
import type { CommitEntry, RepositorySource } from './source'

export type FileChange =
  | { action: 'write'; path: string; content: Buffer; mode: '100644' | '100755' }
  | { action: 'remove'; path: string }
  | { action: 'rename'; from: string; to: string }

/** What one commit does to the tree, in the order in which git must do it; throws when it does nothing. */
export async function readStep(source: RepositorySource, commit: CommitEntry): Promise<FileChange[]> {
  const folder = join(source.folder, 'steps', commit.step)
  const paths = await listFiles(folder)
  const writes = await Promise.all(
    paths.map(async (file): Promise<FileChange> => {
      const path = storedToReal(relative(folder, file).split(sep).join('/'))
      const content = fillText(await readFile(file), source.name)
      return { action: 'write', path, content, mode: commit.executable.includes(path) ? '100755' : '100644' }
    }),
  )
  const renames = commit.rename.map(({ from, to }): FileChange => ({ action: 'rename', from, to }))
  const removals = commit.remove.map((path): FileChange => ({ action: 'remove', path }))
  const changes = [...renames, ...removals, ...writes]
  if (changes.length === 0) throw new Error(`${source.name}: step ${commit.step} changes nothing`)
  return changes
}

/** `dot.gitignore` stands for `.gitignore`: git would obey the real name inside our own repository. */
export function storedToReal(path: string): string {
  return path.replace(/(^|\/)dot\./g, '$1.')
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => join(entry.parentPath, entry.name)).sort()
}

function fillText(content: Buffer, repository: string): Buffer {
  if (!content.includes('@@FAKE:')) return content
  return Buffer.from(fillFakeCredentials(content.toString('utf8'), repository))
}
