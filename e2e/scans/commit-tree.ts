import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

export interface PlantedEntry {
  readonly path: string
  /** Git's mode; a plain file unless told. */
  readonly mode?: '100644' | '100755' | '120000' | '160000'
  /** Bytes of a file, target of a link, or the commit of a submodule. */
  readonly content: string | Uint8Array
}

/** Commits a tree of any entries to a bare repository, as the first commit of a branch; answers what names it. */
export function commitTree(directory: string, branch: string, entries: readonly PlantedEntry[]) {
  const index = join(directory, `index-${branch}`)
  const git = (args: readonly string[], input?: string | Uint8Array): string =>
    execFileSync('git', ['--git-dir', directory, ...args], {
      input,
      env: { ...process.env, ...NOBODY, GIT_INDEX_FILE: index },
      maxBuffer: 64 * 1024 * 1024,
    })
      .toString()
      .trim()
  const written = new Map<string | Uint8Array, string>()
  const write = (content: string | Uint8Array): string => {
    const oid = written.get(content) ?? git(['hash-object', '-w', '--stdin'], content)
    written.set(content, oid)
    return oid
  }
  const lines = entries.map(({ path, mode = '100644', content }) => {
    const oid = mode === '160000' ? String(content) : write(content)
    return `${mode} ${oid}\t${path}`
  })
  git(['update-index', '--add', '--index-info'], `${lines.join('\n')}\n`)
  const tree = git(['write-tree'])
  const commit = git(['commit-tree', tree, '-m', `Plant ${branch}`])
  git(['update-ref', `refs/heads/${branch}`, commit])
  return { commit, tree, committedAt: new Date(DATE) }
}

const DATE = '2026-10-01T00:00:00Z'
const NOBODY = {
  GIT_AUTHOR_NAME: 'Nobody',
  GIT_AUTHOR_EMAIL: 'nobody@example.test',
  GIT_AUTHOR_DATE: DATE,
  GIT_COMMITTER_NAME: 'Nobody',
  GIT_COMMITTER_EMAIL: 'nobody@example.test',
  GIT_COMMITTER_DATE: DATE,
}
