import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const CONFIG = '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n'

/** Writes a bare repository that borrows all its objects, with plain files: git itself would take a process for each. */
export async function writeBareRepository(
  directory: string,
  { branch, head, objects }: { branch: string; head: string | undefined; objects: string },
): Promise<void> {
  await mkdir(join(directory, 'objects', 'info'), { recursive: true })
  await mkdir(join(directory, 'refs', 'heads'), { recursive: true })
  const writes = [
    writeFile(join(directory, 'HEAD'), `ref: refs/heads/${branch}\n`),
    writeFile(join(directory, 'config'), CONFIG),
    writeFile(join(directory, 'objects', 'info', 'alternates'), `${objects}\n`),
  ]
  if (head) writes.push(writeBranch(directory, branch, head))
  await Promise.all(writes)
}

export async function writeBranch(directory: string, branch: string, sha: string): Promise<void> {
  const path = join(directory, 'refs', 'heads', ...branch.split('/'))
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${sha}\n`)
}
