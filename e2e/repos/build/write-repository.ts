import { commitDate } from './calendar'
import { git } from './git'
import { personByLogin } from './people'
import type { CommitEntry, RepositorySource } from './source'
import { type FileChange, readStep } from './step-files'

export type WrittenRepository = { name: string; commits: number; head: string; pushedAt: Date }

/** Writes one bare repository with all its commits; the same source and anchor give the same commit ids. */
export async function writeRepository(
  source: RepositorySource,
  gitDir: string,
  anchor: Date,
): Promise<WrittenRepository> {
  const branch = `refs/heads/${source.defaultBranch}`
  await git(['init', '--quiet', '--bare', '--template=', '--object-format=sha1', '-b', source.defaultBranch, gitDir])
  const stream = await fastImportStream(source, branch, anchor)
  await git(['--git-dir', gitDir, '-c', 'fastimport.unpackLimit=1', 'fast-import', '--quiet', '--done'], stream)
  const head = await git(['--git-dir', gitDir, 'rev-parse', branch])
  const last = source.commits.at(-1)
  if (!last) throw new Error(`${source.name}: no commits`)
  return {
    name: source.name,
    commits: source.commits.length,
    head: head.trim(),
    pushedAt: commitDate(anchor, last),
  }
}

async function fastImportStream(source: RepositorySource, branch: string, anchor: Date): Promise<Buffer> {
  const parts: Buffer[] = []
  for (const [index, commit] of source.commits.entries()) {
    const changes = await readStep(source, commit)
    parts.push(commitHeader(source.name, commit, branch, anchor, index + 1))
    parts.push(...changes.flatMap(changeLines))
    parts.push(Buffer.from('\n'))
    if (commit.tag) parts.push(Buffer.from(`reset refs/tags/${commit.tag}\nfrom :${index + 1}\n\n`))
  }
  parts.push(Buffer.from('done\n'))
  return Buffer.concat(parts)
}

function commitHeader(repository: string, commit: CommitEntry, branch: string, anchor: Date, mark: number): Buffer {
  const person = personByLogin(commit.author)
  if (!person) throw new Error(`${repository}: step ${commit.step} has an unknown author "${commit.author}"`)
  const seconds = commitDate(anchor, commit).getTime() / 1000
  const signature = `${person.name} <${person.email}> ${seconds} +0000`
  const message = `${commit.message}\n`
  return Buffer.from(
    `commit ${branch}\nmark :${mark}\nauthor ${signature}\ncommitter ${signature}\n` +
      `data ${Buffer.byteLength(message)}\n${message}`,
  )
}

function changeLines(change: FileChange): Buffer[] {
  if (change.action === 'remove') return [Buffer.from(`D ${quote(change.path)}\n`)]
  if (change.action === 'rename') return [Buffer.from(`R ${quote(change.from)} ${quote(change.to)}\n`)]
  const header = `M ${change.mode} inline ${quote(change.path)}\ndata ${change.content.length}\n`
  return [Buffer.from(header), change.content, Buffer.from('\n')]
}

function quote(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&')}"`
}
