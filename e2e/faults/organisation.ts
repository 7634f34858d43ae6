import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalGitHubProcess } from '../bench/local-github-process'
import { GENERATED_TOKENS } from '../github/generate/describe-organisation'
import { generateOrganisation } from '../github/generate/generate-organisation'
import { installedApp } from '../github/generate/installed-app'

/** A generated organisation on a local GitHub of its own, with an App that is installed on all of it. */
export async function serveOrganisation(repositories: number) {
  const folder = await mkdtemp(join(tmpdir(), 'airworthy-faults-'))
  const root = join(folder, 'github')
  const { app, environment } = installedApp()
  const description = await generateOrganisation({
    root,
    repositories,
    teams: 4,
    people: 10,
    amend: (host) => ({ ...host, apps: [app] }),
  })
  const ownerLogin = description.tokens?.find(({ token }) => token === GENERATED_TOKENS.owner)?.login
  const owner = description.users.find(({ login }) => login === ownerLogin)
  const github = await startLocalGitHubProcess(root)
  return {
    github,
    root,
    organisationId: BigInt(description.organisations[0]?.id ?? 0),
    owner: { id: BigInt(owner?.id ?? 0), login: owner?.login ?? '', token: GENERATED_TOKENS.owner },
    /** What every process needs to know, besides the database. */
    environment: {
      GITHUB_URL: github.url,
      GITHUB_API_URL: `${github.url}/api/v3`,
      ...environment,
      NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
      AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    },
    async close(): Promise<void> {
      github.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type ServedOrganisation = Awaited<ReturnType<typeof serveOrganisation>>
