import { parseArgs } from 'node:util'
import { GENERATED_TOKENS } from './describe-organisation'

const USAGE =
  'Usage: node dist/measure-listing.js --url http://127.0.0.1:N [--login meridian] [--token generated-owner-token]'

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})

/** Lists a whole organisation of a running local GitHub as the product does, and tells time, requests and points. */
async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { url: text, login: text, token: text } })
  if (!values.url) throw new Error(USAGE)
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    GITHUB_URL: values.url,
    GITHUB_API_URL: `${values.url}/api/v3`,
    GITHUB_CLIENT_ID: 'airworthy-local',
    GITHUB_CLIENT_SECRET: 'airworthy-local-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  // The product reads its environment when it is loaded.
  const { createGitHubClient } = await import('../../../lib/github/client')
  const { listOrganisation } = await import('../../../lib/github/organisation-listing')
  const client = createGitHubClient(values.token ?? GENERATED_TOKENS.owner)
  const login = values.login ?? 'meridian'
  const { data } = await client.octokit.rest.orgs.get({ org: login })
  const started = performance.now()
  const { repositories, teams, members, complete } = await listOrganisation(client, login, BigInt(data.id))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const { requests, points } = client.usage
  console.log(`${repositories.length} repositories, ${teams.length} teams, ${members.length} members`)
  console.log(
    `${seconds} s, ${requests} requests, ${points} points, complete: ${Object.values(complete).every(Boolean)}`,
  )
}
