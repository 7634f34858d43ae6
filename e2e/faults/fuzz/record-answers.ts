import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { createGitHubClient } from '@/lib/github/client'
import { buildFixture } from '../../github/fixture'
import { startLocalGitHub } from '../../github/server'
import { ABOUT_HEAD, API, ASKED, HEAD, MARKER } from './asked-of-github'

const TOKEN = 'token-of-ada'

/** Asks the local GitHub each question once and keeps what it answered, as JSON; the environment points at it. */
export async function recordAnswers(): Promise<Readonly<Record<string, string>>> {
  const fixture = await buildFixture()
  const github = await startLocalGitHub({ root: fixture.root })
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    GITHUB_URL: github.url,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    GITHUB_WEBHOOK_SECRET: 'a secret of the webhooks',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  try {
    Object.assign(HEAD, aboutHead(fixture.root))
    await openMarkedIssue()
    const recorded: [string, string][] = [[ABOUT_HEAD, JSON.stringify(HEAD)]]
    for (const [name, ask] of Object.entries(ASKED)) {
      const client = createGitHubClient(TOKEN)
      const answers: object[] = []
      client.octokit.hook.after('request', ({ status, headers, data }) => {
        answers.push({ status, headers, data })
      })
      await ask(client).catch((error: unknown) =>
        process.stderr.write(`GitHub: ${name} was not recorded: ${String(error)}\n`),
      )
      if (answers.length > 0) recorded.push([name, JSON.stringify(answers)])
    }
    return Object.fromEntries(recorded)
  } finally {
    await github.close()
    await fixture.remove()
  }
}

async function openMarkedIssue(): Promise<void> {
  const { octokit } = createGitHubClient(TOKEN)
  const repository = { owner: API.owner, repo: API.name }
  const issue = { ...repository, title: 'A gap', body: MARKER }
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/issues', issue)
  const comment = { ...repository, issue_number: data.number, body: MARKER }
  await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', comment)
}

function aboutHead(root: string): typeof HEAD {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', join(root, 'repositories/hangar/api.git'), ...args], { encoding: 'utf8' }).trim()
  const [first = ''] = git('rev-list', '--reverse', 'main').split('\n')
  return { commit: git('rev-parse', 'main'), tree: git('rev-parse', 'main^{tree}'), first }
}
