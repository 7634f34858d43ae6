import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCommit } from '../git/commits'
import { readBlob, readTree } from '../git/objects'
import { readBranch } from '../git/refs'
import { writeCommit } from '../git/write-commit'
import { parseHostDescription } from '../organisation'
import { writeBranch } from './bare-repository'
import { chance, pick } from './chance'
import { inParallel } from './in-parallel'

export interface ChangeOptions {
  /** The folder of a local GitHub. */
  root: string
  /** Of the repositories that are neither archived nor empty. */
  percent: number
  /** Names the day: another one changes others, in another way. */
  day: string
  /** When they are committed; now when absent. */
  date?: Date
  /** Further files of a repository that holds Python. */
  further?: (fullName: string) => Readonly<Record<string, string>>
}

/** Many, so that git is asked about many at once. */
const AT_ONCE = 200

/**
 * Puts one new commit on the default branch of a share of all repositories; answers their full names. A server that
 * is running is told by reloading it.
 */
export async function changeRepositories(options: ChangeOptions): Promise<string[]> {
  const { root, percent, day, date = new Date(), further = () => ({}) } = options
  const { organisations, users } = parseHostDescription(
    JSON.parse(await readFile(join(root, 'organisation.json'), 'utf8')),
  )
  const candidates: Candidate[] = []
  for (const { login, repositories } of organisations) {
    const living = repositories.filter(({ archived }) => !archived)
    await inParallel(living, AT_ONCE, async ({ name, defaultBranch: branch }) => {
      const directory = join(root, 'repositories', login, `${name}.git`)
      const head = await readBranch(directory, branch)
      if (head) candidates.push({ fullName: `${login}/${name}`, directory, branch, head })
    })
  }
  const order = candidates.map((candidate) => ({ candidate, key: chance(day, candidate.fullName) }))
  order.sort((left, right) => left.key - right.key)
  const chosen = order.slice(0, Math.round((candidates.length * percent) / 100)).map(({ candidate }) => candidate)
  await inParallel(chosen, AT_ONCE, async (candidate) => {
    const { login = 'nobody', name, email = 'nobody@example.test' } = pick(users, day, 'author', candidate.fullName)
    await change(candidate, { day, date, further }, { name: name ?? login, email })
  })
  return chosen.map(({ fullName }) => fullName).sort()
}

interface Candidate {
  fullName: string
  directory: string
  branch: string
  head: string
}

async function change(
  { fullName, directory, branch, head }: Candidate,
  { day, date, further }: Required<Pick<ChangeOptions, 'day' | 'date' | 'further'>>,
  author: { name: string; email: string },
): Promise<void> {
  const tree = (await readCommit(directory, head))?.tree
  if (!tree) throw new Error(`${fullName} has no commit ${head}.`)
  const paths = (await readTree(directory, tree, true)).filter(({ type }) => type === 'blob')
  const modules = paths.filter(({ path }) => path.endsWith('.py'))
  const file = pick(modules.length > 0 ? modules : paths, day, 'file', fullName)
  const before = (await readBlob(directory, file.sha))?.toString() ?? ''
  const sha = await writeCommit(directory, {
    tree,
    parents: [head],
    files: {
      ...(modules.length > 0 ? further(fullName) : {}),
      [file.path]: before + addition(file.path, day, fullName),
    },
    message: `Change ${file.path.split('/').at(-1)}`,
    author,
    date,
  })
  await writeBranch(directory, branch, sha)
}

/** What no other repository has, so that neither its tree nor its file is known yet. */
function addition(path: string, day: string, fullName: string): string {
  if (!path.endsWith('.py')) return `\nChanged in ${fullName}, ${day}.\n`
  return `\n\ndef changed_${day.replace(/\W/g, '_')}():\n    return "${fullName}"\n`
}
