import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from '../client'
import { queryGitHub } from '../graphql'
import type { SignalSource } from './ask'
import { off, on, type Signal, unknown } from './signal'

const File = z.object({ oid: z.string() }).nullish()
const Head = z.object({
  repository: z.object({
    defaultBranchRef: z
      .object({
        target: z.object({ statusCheckRollup: z.object({ state: z.string() }).nullish() }).nullish(),
      })
      .nullable(),
    root: File,
    folder: File,
    docs: File,
    codeowners: z.object({ errors: z.array(z.object({ line: z.number() })) }).nullish(),
  }),
})

const HEAD = `query ($owner: String!, $name: String!) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { ... on Commit { statusCheckRollup { state } } } }
    root: object(expression: "HEAD:CODEOWNERS") { ... on Blob { oid } }
    folder: object(expression: "HEAD:.github/CODEOWNERS") { ... on Blob { oid } }
    docs: object(expression: "HEAD:docs/CODEOWNERS") { ... on Blob { oid } }
    codeowners { errors { line } }
  }
}`

/** What the head of the default branch says: how its checks ended, and who owns the code. */
export async function readHead(
  client: GitHubClient,
  { owner, name }: SignalSource,
): Promise<{ readonly ci: Signal; readonly owners: Signal }> {
  const what = `the head of ${owner}/${name}`
  const { data, isComplete } = await queryGitHub(client, what, HEAD, { owner, name }, Head)
  const { defaultBranchRef, root, folder, docs, codeowners } = data.repository
  return {
    ci: ciOf(defaultBranchRef?.target?.statusCheckRollup?.state, isComplete),
    owners: ownersOf(Boolean(root ?? folder ?? docs), codeowners?.errors.length ?? 0),
  }
}

function ciOf(state: string | undefined, isComplete: boolean): Signal {
  if (state === 'SUCCESS') return on('The checks of the newest commit succeeded.')
  if (state === 'FAILURE' || state === 'ERROR') return off('The checks of the newest commit failed.')
  if (state) return unknown('The checks of the newest commit have not ended yet.')
  if (!isComplete)
    return unknown('GitHub shows it only with the permissions “Checks: read” and “Commit statuses: read”.')
  return unknown('No check reported on the newest commit, or the application may not read checks.')
}

function ownersOf(isThere: boolean, errors: number): Signal {
  if (!isThere) return off('There is no CODEOWNERS file.')
  if (errors === 0) return on('CODEOWNERS names who reviews what.')
  return off(`CODEOWNERS has ${errors} ${errors === 1 ? 'line' : 'lines'} that GitHub can’t use.`)
}
