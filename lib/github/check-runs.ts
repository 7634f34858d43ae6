import 'server-only'
import { z } from 'zod'
import { callGitHub } from './api-errors'
import type { GitHubClient } from './client'

/** GitHub takes so many annotations at once. */
const ANNOTATIONS_AT_ONCE = 50

export interface Place {
  readonly owner: string
  readonly name: string
}

export interface Annotation {
  readonly path: string
  readonly line: number
  readonly endLine: number
  readonly level: 'notice' | 'warning' | 'failure'
  readonly title: string
  readonly message: string
}

export interface CheckOutput {
  readonly conclusion: 'neutral' | 'success' | 'failure'
  readonly title: string
  /** Markdown. */
  readonly summary: string
  readonly annotations: readonly Annotation[]
}

const CHECK_NAME = 'Airworthy'
const Created = z.object({ id: z.number() })

/** Begins a check run on a commit; answers its id. `externalId` finds it again. */
export async function startCheckRun(
  client: GitHubClient,
  { owner, name }: Place,
  headCommit: string,
  about: { readonly externalId: string; readonly detailsUrl: string },
): Promise<bigint> {
  const { data } = await callGitHub(`the check on ${owner}/${name}`, () =>
    client.octokit.request('POST /repos/{owner}/{repo}/check-runs', {
      owner,
      repo: name,
      name: CHECK_NAME,
      head_sha: headCommit,
      status: 'in_progress',
      external_id: about.externalId,
      details_url: about.detailsUrl,
    }),
  )
  return BigInt(Created.parse(data).id)
}

/** Ends a check run; annotations beyond the first 50 follow in further requests. */
export async function completeCheckRun(
  client: GitHubClient,
  { owner, name }: Place,
  checkRunId: bigint,
  { conclusion, title, summary, annotations }: CheckOutput,
): Promise<void> {
  const parts = [...inParts(annotations)]
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    await callGitHub(`the check on ${owner}/${name}`, () =>
      client.octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
        owner,
        repo: name,
        check_run_id: Number(checkRunId),
        output: { title, summary, annotations: part.map(toGitHub) },
        ...(isLast ? { status: 'completed' as const, conclusion } : {}),
      }),
    )
  }
}

function* inParts(annotations: readonly Annotation[]): Generator<readonly Annotation[]> {
  for (let start = 0; start === 0 || start < annotations.length; start += ANNOTATIONS_AT_ONCE) {
    yield annotations.slice(start, start + ANNOTATIONS_AT_ONCE)
  }
}

function toGitHub({ path, line, endLine, level, title, message }: Annotation) {
  return { path, start_line: line, end_line: endLine, annotation_level: level, title, message }
}
