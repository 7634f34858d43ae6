import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalGitHubProcess } from '../bench/local-github-process'
import { generateOrganisation } from '../github/generate/generate-organisation'

/** A generated organisation on a local GitHub of its own, with an App that is installed on all of it. */
export async function serveOrganisation(repositories: number) {
  const folder = await mkdtemp(join(tmpdir(), 'airworthy-faults-'))
  const root = join(folder, 'github')
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const description = await generateOrganisation({
    root,
    repositories,
    teams: 4,
    people: 10,
    amend: (host) => ({ ...host, apps: [describeApp(keys.publicKey)] }),
  })
  const github = await startLocalGitHubProcess(root)
  return {
    github,
    root,
    organisationId: BigInt(description.organisations[0]?.id ?? 0),
    /** What every process needs to know, besides the database. */
    environment: {
      GITHUB_URL: github.url,
      GITHUB_API_URL: `${github.url}/api/v3`,
      GITHUB_APP_ID: '1',
      GITHUB_APP_PRIVATE_KEY: keys.privateKey,
      GITHUB_CLIENT_ID: 'faults',
      GITHUB_CLIENT_SECRET: 'faults-secret',
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

function describeApp(publicKeyPem: string) {
  return {
    id: 1,
    slug: 'airworthy',
    name: 'Airworthy',
    clientId: 'faults',
    clientSecret: 'faults-secret',
    publicKeyPem,
    webhook: null,
    permissions: { metadata: 'read', contents: 'read', members: 'read', pull_requests: 'read' } as const,
    installations: [{ id: 50_001, organisation: 'meridian', repositories: 'all' as const }],
  }
}
