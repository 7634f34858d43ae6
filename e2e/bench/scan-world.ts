import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { db } from '@/lib/data/db'
import { closeQueue } from '@/lib/jobs/queue'
import { syncInstallations } from '@/lib/scans/installations'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { changeRepositories } from '../github/generate/change-repositories'
import { generateOrganisation } from '../github/generate/generate-organisation'
import { installedApp } from '../github/generate/installed-app'
import { benchEnvironment } from './bench-environment'
import { pythonModule } from './generated-python'
import { startLocalGitHubProcess } from './local-github-process'

export interface WorldSize {
  readonly repositories: number
  readonly teams: number
  readonly people: number
  /** Modules of a hundred lines that each repository with Python has besides, unlike those of any other. */
  readonly modules: number
}

/** The options of a bench that scans a generated organisation. */
export const WORLD_OPTIONS = {
  repositories: { type: 'string', default: '1000' },
  teams: { type: 'string', default: '20' },
  people: { type: 'string', default: '200' },
  modules: { type: 'string', default: '10' },
} as const

export function sizeOf(values: Readonly<Record<keyof WorldSize, string>>): WorldSize {
  const { repositories, teams, people, modules } = values
  return {
    repositories: Number(repositories),
    teams: Number(teams),
    people: Number(people),
    modules: Number(modules),
  }
}

const WEEK_MS = 7 * 24 * 3600 * 1000

/** A generated organisation on a local GitHub in a process of its own, with an App installed on it. */
export class ScanWorld {
  private constructor(
    readonly root: string,
    readonly github: Awaited<ReturnType<typeof startLocalGitHubProcess>>,
    private readonly app: ReturnType<typeof installedApp>['environment'],
    readonly login: string,
    readonly organisationId: bigint,
  ) {}

  static async make({ modules, ...size }: WorldSize): Promise<ScanWorld> {
    const root = await mkdtemp(join(tmpdir(), 'airworthy-scan-'))
    const { app, environment } = installedApp()
    const description = await generateOrganisation({ root, ...size, amend: (host) => ({ ...host, apps: [app] }) })
    const further = (fullName: string) =>
      Object.fromEntries(
        Array.from({ length: modules }, (_, at) => [`parts/part_${at}.py`, pythonModule(`${fullName} ${at}`, 100)]),
      )
    await changeRepositories({ root, percent: 100, day: 'own trees', date: new Date(Date.now() - WEEK_MS), further })
    const [organisation] = description.organisations
    if (!organisation) throw new Error('no organisation was generated')
    const github = await startLocalGitHubProcess(root)
    return new ScanWorld(root, github, environment, organisation.login, BigInt(organisation.id))
  }

  /** A database that knows the installation and nothing else; this process is set to it. */
  async openDatabase(): Promise<OpenDatabase> {
    const database = await createTestDatabase()
    const environment = {
      ...benchEnvironment(database.url),
      GITHUB_URL: this.github.url,
      GITHUB_API_URL: `${this.github.url}/api/v3`,
      ...this.app,
    }
    Object.assign(process.env, environment)
    const begin = async () => {
      await syncInstallations()
      await this.github.clear()
    }
    await begin()
    return {
      environment,
      async empty() {
        // Nothing is left of what a scan stored or asked for.
        await db().$executeRaw`truncate organisations, users, module_records, rate_budgets cascade`
        await db().$executeRaw`delete from graphile_worker._private_jobs`
        await begin()
      },
      async close() {
        await closeQueue()
        await db().$disconnect()
        await database.drop()
      },
    }
  }

  async close(): Promise<void> {
    this.github.close()
    await rm(this.root, { recursive: true, force: true })
  }
}

export interface OpenDatabase {
  /** What a worker process is to be started with. */
  readonly environment: Readonly<Record<string, string>>
  /** Makes it as it was, while no worker runs. */
  empty(): Promise<void>
  close(): Promise<void>
}
