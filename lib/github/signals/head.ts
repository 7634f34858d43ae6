import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from '../client'
import { type GraphqlProblem, queryGitHub } from '../graphql'
import { mayAsk, type SignalSource } from './ask'
import { off, on, type Signal, unknown } from './signal'

const File = z.object({ byteSize: z.number() }).nullish()
const Commit = z.object({
  abbreviatedOid: z.string(),
  statusCheckRollup: z.object({ state: z.string() }).nullish(),
})
type Commit = z.infer<typeof Commit>

const Head = z.object({
  repository: z.object({
    defaultBranchRef: z
      .object({ target: z.object({ history: z.object({ nodes: z.array(Commit.nullable()) }).nullish() }).nullish() })
      .nullish(),
    folder: File,
    root: File,
    docs: File,
    codeowners: z.object({ errors: z.array(z.object({ line: z.number() })) }).nullish(),
  }),
})

const COMMITS = 10
const HEAD = `query ($owner: String!, $name: String!) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { ... on Commit {
      history(first: ${COMMITS}) { nodes { abbreviatedOid statusCheckRollup { state } } }
    } } }
    folder: object(expression: "HEAD:.github/CODEOWNERS") { ... on Blob { byteSize } }
    root: object(expression: "HEAD:CODEOWNERS") { ... on Blob { byteSize } }
    docs: object(expression: "HEAD:docs/CODEOWNERS") { ... on Blob { byteSize } }
    codeowners { errors { line } }
  }
}`

/** What the head of the default branch says: how its checks ended, and who owns the code. One point. */
export async function readHead(
  client: GitHubClient,
  source: SignalSource,
): Promise<{ readonly ci: Signal; readonly owners: Signal }> {
  const { owner, name } = source
  const what = `the head of ${owner}/${name}`
  const { data, problems } = await queryGitHub(client, what, HEAD, { owner, name }, Head)
  const { defaultBranchRef, folder, root, docs, codeowners } = data.repository
  const commits = defaultBranchRef?.target?.history?.nodes.filter((commit) => commit !== null) ?? []
  const isRefused = (...fields: string[]) => problems.some((problem) => isAbout(problem, fields))
  return {
    ci: ciOf(commits, isRefused('defaultBranchRef') || !(mayAsk(source, 'checks') || mayAsk(source, 'statuses'))),
    owners: isRefused('folder', 'root', 'docs')
      ? unknown('GitHub shows CODEOWNERS only with the permission “Contents: read”.')
      : ownersOf(folder ?? root ?? docs, isRefused('codeowners') ? null : (codeowners?.errors.length ?? 0)),
  }
}

/** A field that GitHub refuses is null, and its problem names the way to it. */
function isAbout({ path = [] }: GraphqlProblem, fields: readonly string[]): boolean {
  return path.some((step) => fields.includes(String(step)))
}

const SUCCEEDED = ['SUCCESS']
const FAILED = ['FAILURE', 'ERROR']

function ciOf(commits: readonly Commit[], isRefused: boolean): Signal {
  const stateOf = ({ statusCheckRollup }: Commit) => statusCheckRollup?.state ?? ''
  const ended = commits.find((commit) => [...SUCCEEDED, ...FAILED].includes(stateOf(commit)))
  if (ended) {
    const which =
      ended === commits[0] ? 'the newest commit' : `${ended.abbreviatedOid}, the newest commit that has a result,`
    return SUCCEEDED.includes(stateOf(ended))
      ? on(`The checks of ${which} succeeded.`)
      : off(`The checks of ${which} failed.`)
  }
  if (commits.some((commit) => stateOf(commit))) return unknown('The checks of the newest commits have not ended yet.')
  if (isRefused) {
    return unknown('GitHub shows it to Apps only with the permissions “Checks: read” and “Commit statuses: read”.')
  }
  if (commits.length === 0) return unknown('The default branch has no commits.')
  const last = commits.length === 1 ? 'only commit' : `last ${commits.length} commits`
  return off(`No check reported on the ${last} of the default branch.`)
}

function ownersOf(file: z.infer<typeof File>, errors: number | null): Signal {
  if (!file) return off('There is no CODEOWNERS file.')
  if (file.byteSize === 0) return off('CODEOWNERS is empty.')
  if (!errors) return on('CODEOWNERS says who reviews what.')
  return off(`GitHub can’t use ${errors === 1 ? 'a line' : `${errors} lines`} of CODEOWNERS.`)
}
