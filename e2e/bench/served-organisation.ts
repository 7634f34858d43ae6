import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runGit } from '@/lib/snapshot/git'
import { buildRepositories } from '../repos/build/build-repositories'
import { startLocalGitHubProcess } from './local-github-process'

export interface ServedRepository {
  readonly name: string
  readonly branch: string
  readonly head: string
  readonly committedAt: Date
}

/** Serves the bare repositories of a folder, or the demonstration's, by a local GitHub in a process of its own. */
export async function serveOrganisation(folder: string | undefined) {
  const root = await mkdtemp(join(tmpdir(), 'airworthy-bench-'))
  const from = folder ? resolve(folder) : await buildDemonstration(root)
  const directory = join(root, 'host/repositories/bench')
  await mkdir(directory, { recursive: true })
  const repositories: ServedRepository[] = []
  for (const entry of (await readdir(from)).sort()) {
    const found = await readRepository(join(from, entry), entry.replace(/\.git$/, ''))
    if (!found) continue
    await symlink(join(from, entry), join(directory, `${found.name}.git`))
    repositories.push(found)
  }
  await writeFile(join(root, 'host/organisation.json'), JSON.stringify(describeHost(repositories)))
  const server = await startLocalGitHubProcess(join(root, 'host'))
  return {
    url: server.url,
    repositories,
    async close(): Promise<void> {
      server.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

async function buildDemonstration(root: string): Promise<string> {
  const sourceDir = fileURLToPath(new URL('../e2e/repos', import.meta.url))
  const today = new Date()
  const anchor = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1))
  await buildRepositories({ sourceDir, outDir: join(root, 'demo'), anchor })
  return join(root, 'demo/repositories/skylark-air')
}

/** Null for what is no repository with commits. */
async function readRepository(directory: string, name: string): Promise<ServedRepository | null> {
  try {
    const branch = (await runGit(directory, ['symbolic-ref', '--short', 'HEAD'])).toString().trim()
    const [head = '', seconds] = (await runGit(directory, ['log', '-1', '--format=%H %ct', branch]))
      .toString()
      .split(' ')
    return { name, branch, head, committedAt: new Date(Number(seconds) * 1000) }
  } catch {
    return null
  }
}

function describeHost(repositories: readonly ServedRepository[]) {
  return {
    users: [{ id: 1, login: 'reader', name: null, email: 'bench@example.test' }],
    organisations: [
      {
        id: 10,
        login: 'bench',
        name: 'Bench',
        members: [{ login: 'reader', role: 'admin' }],
        repositories: repositories.map(({ name, branch }, index) => ({ id: 100 + index, name, defaultBranch: branch })),
      },
    ],
    tokens: [{ token: 'token-of-bench', login: 'reader' }],
  }
}
