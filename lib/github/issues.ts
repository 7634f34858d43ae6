import 'server-only'
import { z } from 'zod'
import { callGitHub } from './api-errors'
import type { GitHubClient } from './client'

export interface IssueText {
  readonly title: string
  /** Markdown, at most 65,536 characters. */
  readonly body: string
}

export interface Issue {
  readonly number: number
  readonly isOpen: boolean
}

const Answer = z.object({
  number: z.number(),
  state: z.string(),
  body: z.string().nullish(),
})

export async function createIssue(client: GitHubClient, owner: string, repo: string, text: IssueText): Promise<Issue> {
  const { data } = await callGitHub(`a new issue in ${owner}/${repo}`, () =>
    client.octokit.request('POST /repos/{owner}/{repo}/issues', { owner, repo, ...text }),
  )
  return toIssue(Answer.parse(data))
}

export async function fetchIssue(client: GitHubClient, owner: string, repo: string, number: number): Promise<Issue> {
  const { data } = await callGitHub(`issue ${number} of ${owner}/${repo}`, () =>
    client.octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', { owner, repo, issue_number: number }),
  )
  return toIssue(Answer.parse(data))
}

/** The newest open issue, of the last 100, whose text holds the marker; null without one. */
export async function findMarkedIssue(
  client: GitHubClient,
  owner: string,
  repo: string,
  marker: string,
): Promise<Issue | null> {
  const { data } = await callGitHub(`the issues of ${owner}/${repo}`, () =>
    client.octokit.request('GET /repos/{owner}/{repo}/issues', { owner, repo, state: 'open', per_page: 100 }),
  )
  const found = z
    .array(Answer)
    .parse(data)
    .find(({ body }) => body?.includes(marker))
  return found ? toIssue(found) : null
}

/** Says why and closes; an issue that is closed already stays as it is. */
export async function closeIssue(
  client: GitHubClient,
  owner: string,
  repo: string,
  number: number,
  comment: string,
): Promise<void> {
  const issue = { owner, repo, issue_number: number }
  await callGitHub(`a comment on issue ${number} of ${owner}/${repo}`, () =>
    client.octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...issue, body: comment }),
  )
  await callGitHub(`issue ${number} of ${owner}/${repo}`, () =>
    client.octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      ...issue,
      state: 'closed',
      state_reason: 'completed',
    }),
  )
}

function toIssue({ number, state }: z.infer<typeof Answer>): Issue {
  return { number, isOpen: state === 'open' }
}
