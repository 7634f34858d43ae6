import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runGit } from '../git/run-git'
import type { Template } from './templates'

/** Where the shared objects lie, below the root of a local GitHub. */
export const POOL = 'pool.git'

/** Writes all templates into one bare repository by one import; answers the commit ids of each, oldest first. */
export async function buildPool(root: string, templates: readonly Template[]): Promise<string[][]> {
  const directory = join(root, POOL)
  const marks = join(root, 'pool.marks')
  await mkdir(directory, { recursive: true })
  await runGit(directory, ['init', '-q', '--bare', '--template=', '-b', 'main'])
  const input = templates.flatMap((template, index) => importOf(template, index)).join('')
  await runGit(directory, ['fast-import', '--quiet', `--export-marks=${marks}`], { input })
  const ids = new Map<string, string>()
  for (const line of (await readFile(marks, 'utf8')).split('\n').filter(Boolean)) {
    const [mark = '', id = ''] = line.split(' ')
    ids.set(mark, id)
  }
  await rm(marks)
  return templates.map(({ commits }, index) => commits.map((_, at) => ids.get(mark(index, at)) ?? ''))
}

const mark = (template: number, commit: number) => `:${template * 1000 + commit + 1}`

function importOf({ name, commits }: Template, index: number): string[] {
  return commits.map(({ message, files, author, date }, at) => {
    const person = `${author.name} <${author.email}> ${date.getTime() / 1000} +0000`
    const lines = [
      `commit refs/heads/${index}-${name}\nmark ${mark(index, at)}\nauthor ${person}\ncommitter ${person}\n`,
      data(message),
      ...Object.entries(files).map(([path, content]) =>
        content === null ? `D ${path}\n` : `M 100644 inline ${path}\n${data(content)}`,
      ),
    ]
    return lines.join('')
  })
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}
