import 'server-only'
import { z } from 'zod'
import { callGitHub } from './api-errors'
import type { GitHubClient } from './client'

/** GitHub takes so many annotations at once. */
const ANNOTATIONS_AT_ONCE = 50
/** What adds something must not be sent again unseen: it may have arrived where the answer did not. */
const ONCE = { retries: 0 }

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
const Run = z.object({
  id: z.number().int(),
  status: z.string(),
  external_id: z.string().nullish(),
  output: z.object({ annotations_count: z.number() }),
})
const Runs = z.object({ check_runs: z.array(Run) })

/** Begins a check run on a commit; answers its id. `externalId` finds it again. */
export async function startCheckRun(
  client: GitHubClient,
  { owner, name }: Place,
  headCommit: string,
  about: { readonly externalId: string; readonly detailsUrl: string },
): Promise<bigint> {
  return callGitHub(`the check on ${owner}/${name}`, async () => {
    const { data } = await client.octokit.request('POST /repos/{owner}/{repo}/check-runs', {
      owner,
      repo: name,
      name: CHECK_NAME,
      head_sha: headCommit,
      status: 'in_progress',
      external_id: about.externalId,
      details_url: about.detailsUrl,
      request: ONCE,
    })
    return BigInt(Run.parse(data).id)
  })
}

/** The check run that was begun under this external id, which nobody may have noted; null without one. */
export async function findCheckRun(
  client: GitHubClient,
  { owner, name }: Place,
  headCommit: string,
  externalId: string,
): Promise<bigint | null> {
  return callGitHub(`the checks of a commit in ${owner}/${name}`, async () => {
    const { data } = await client.octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      owner,
      repo: name,
      ref: headCommit,
      check_name: CHECK_NAME,
      filter: 'all',
      per_page: 100,
    })
    const found = Runs.parse(data).check_runs.find(({ external_id }) => external_id === externalId)
    return found ? BigInt(found.id) : null
  })
}

/**
 * Ends a check run; annotations beyond the first 50 go ahead in requests of their own. With `isResumed` an earlier try may
 * have come a part of the way, or to the end: what is there already is not sent again.
 */
export async function completeCheckRun(
  client: GitHubClient,
  place: Place,
  checkRunId: bigint,
  { conclusion, title, summary, annotations }: CheckOutput,
  { isResumed }: { readonly isResumed: boolean },
): Promise<void> {
  const known = isResumed ? await fetchCheckRun(client, place, checkRunId) : { isCompleted: false, annotations: 0 }
  if (known.isCompleted) return
  const parts = [...inParts(annotations.slice(known.annotations))]
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    await callGitHub(`the check on ${place.owner}/${place.name}`, () =>
      client.octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
        ...addressOf(place, checkRunId),
        output: { title, summary, annotations: part.map(toGitHub) },
        ...(isLast ? { status: 'completed' as const, conclusion } : {}),
        ...(part.length > 0 ? { request: ONCE } : {}),
      }),
    )
  }
}

async function fetchCheckRun(client: GitHubClient, place: Place, checkRunId: bigint) {
  return callGitHub(`the check on ${place.owner}/${place.name}`, async () => {
    const address = addressOf(place, checkRunId)
    const { data } = await client.octokit.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', address)
    const { status, output } = Run.parse(data)
    return { isCompleted: status === 'completed', annotations: output.annotations_count }
  })
}

function addressOf({ owner, name }: Place, checkRunId: bigint) {
  return { owner, repo: name, check_run_id: Number(checkRunId) }
}

function* inParts(annotations: readonly Annotation[]): Generator<readonly Annotation[]> {
  for (let start = 0; start === 0 || start < annotations.length; start += ANNOTATIONS_AT_ONCE) {
    yield annotations.slice(start, start + ANNOTATIONS_AT_ONCE)
  }
}

function toGitHub({ path, line, endLine, level, title, message }: Annotation) {
  return { path, start_line: line, end_line: endLine, annotation_level: level, title, message }
}
