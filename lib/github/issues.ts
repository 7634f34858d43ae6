import 'server-only'
import { z } from 'zod'
import { AppError, RateLimited } from '@/lib/errors'
import { callGitHub } from './api-errors'
import type { Place } from './check-runs'
import type { GitHubClient } from './client'
import { answerBehind } from './http-answer'

export interface IssueText {
  readonly title: string
  /** Markdown, at most 65,536 characters. */
  readonly body: string
}

export interface Issue {
  readonly number: number
  readonly isOpen: boolean
}

/** What adds something must not be sent again unseen: it may have arrived where the answer did not. */
const ONCE = { retries: 0 }

const Answer = z.object({ number: z.number(), state: z.string() })
const Listed = Answer.extend({
  body: z.string().nullish(),
  user: z.object({ id: z.number().int() }).nullish(),
  author_association: z.string().nullish(),
  pull_request: z.unknown().optional(),
})
const Comments = z.array(z.object({ body: z.string().nullish() }))

/** Whose word counts beside the person's own: those who belong to the repository. */
const INSIDERS = ['OWNER', 'MEMBER', 'COLLABORATOR']

/** Opens an issue, once whatever GitHub answers. Throws AppError with a sentence for whoever asked for it. */
export async function createIssue(client: GitHubClient, { owner, name }: Place, text: IssueText): Promise<Issue> {
  return callGitHub(`a new issue in ${owner}/${name}`, async () => {
    const asked = { owner, repo: name, ...text, request: ONCE }
    return toIssue(Answer.parse((await client.octokit.request('POST /repos/{owner}/{repo}/issues', asked)).data))
  }).catch(explainRefusal)
}

/** Why GitHub has no issue of a number that it had. */
export type IssueGone = 'deleted' | 'switched-off'

/** Throws AppError 'not-found' for one that is not shown. */
export async function fetchIssue(client: GitHubClient, place: Place, number: number): Promise<Issue | IssueGone> {
  try {
    return await callGitHub(`issue ${number} of ${place.owner}/${place.name}`, async () => {
      const address = addressOf(place, number)
      const { data } = await client.octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', address)
      return toIssue(Answer.parse(data))
    })
  } catch (error) {
    if (!(error instanceof AppError) || statusOf(error) !== 410) throw error
    return /disabled/i.test(messageOf(error)) ? 'switched-off' : 'deleted'
  }
}

/**
 * The newest open issue, of the last 100, that ends in the marker and was written by this person or by somebody who
 * belongs to the repository; null without one. Anybody else may write a marker, too. Throws as `createIssue` does.
 */
export async function findMarkedIssue(
  client: GitHubClient,
  { owner, name }: Place,
  marker: string,
  authorId: bigint,
): Promise<Issue | null> {
  return callGitHub(`the issues of ${owner}/${name}`, async () => {
    const asked = { owner, repo: name, state: 'open', per_page: 100 } as const
    const { data } = await client.octokit.request('GET /repos/{owner}/{repo}/issues', asked)
    const found = z
      .array(Listed)
      .parse(data)
      .find(
        ({ body, user, author_association: association, pull_request: pull }) =>
          body?.trimEnd().endsWith(marker) &&
          pull === undefined &&
          (user?.id === Number(authorId) || INSIDERS.includes(association ?? '')),
      )
    return found ? toIssue(found) : null
  }).catch(explainRefusal)
}

/** Whether a comment of the last days ends in the marker. */
export async function hasMarkedComment(
  client: GitHubClient,
  place: Place,
  number: number,
  marker: string,
): Promise<boolean> {
  return callGitHub(`the comments on issue ${number} of ${place.owner}/${place.name}`, async () => {
    const since = new Date(Date.now() - 7 * 24 * 3600_000).toISOString()
    const asked = { ...addressOf(place, number), since, per_page: 100 }
    const { data } = await client.octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', asked)
    return Comments.parse(data).some(({ body }) => body?.trimEnd().endsWith(marker))
  })
}

export async function commentOnIssue(client: GitHubClient, place: Place, number: number, body: string): Promise<void> {
  await callGitHub(`a comment on issue ${number} of ${place.owner}/${place.name}`, () =>
    client.octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...addressOf(place, number),
      body,
      request: ONCE,
    }),
  )
}

export async function closeIssue(client: GitHubClient, place: Place, number: number): Promise<void> {
  await callGitHub(`issue ${number} of ${place.owner}/${place.name}`, () =>
    client.octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      ...addressOf(place, number),
      state: 'closed',
      state_reason: 'completed',
    }),
  )
}

function addressOf({ owner, name }: Place, number: number) {
  return { owner, repo: name, issue_number: number }
}

function toIssue({ number, state }: z.infer<typeof Answer>): Issue {
  return { number, isOpen: state === 'open' }
}

const REFUSALS: readonly (readonly [status: number, message: RegExp, sentence: string])[] = [
  [
    410,
    /./,
    'Issues are switched off in this repository. Somebody who administers it can switch them on in its settings on GitHub; then try again.',
  ],
  [403, /archived/i, 'This repository is archived and takes no issues.'],
  [
    403,
    /by integration/i,
    'The GitHub App may not write issues here. An owner of the organisation can grant it “Issues: write” on GitHub.',
  ],
  [403, /by personal access token/i, 'The token may not write issues here: it needs the permission “Issues: write”.'],
  [404, /./, 'GitHub does not show you this repository.'],
  [422, /./, 'GitHub does not take this issue as it is written. Open it by hand.'],
]

/** Says in the words of whoever asked why there is no issue. */
function explainRefusal(error: unknown): never {
  if (!(error instanceof AppError) || error instanceof RateLimited) throw error
  const status = statusOf(error)
  const known = REFUSALS.find(([code, pattern]) => code === status && pattern.test(messageOf(error)))
  throw known ? new AppError(error.code, known[2], { cause: error.cause }) : error
}

function messageOf({ cause }: AppError): string {
  return cause instanceof Error ? cause.message : ''
}

function statusOf({ cause }: AppError): number | undefined {
  return answerBehind(cause)?.status
}
