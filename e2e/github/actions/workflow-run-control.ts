import type { Hono } from 'hono'
import { z } from 'zod'
import { createCheckRun } from '../checks/check-runs'
import { isPlainRef, readBranch } from '../git/refs'
import type { Host } from '../host'
import { findAny } from '../pulls/pull-control'
import { CheckConclusion, CheckStatus } from '../records/record-schemas'
import { toSeconds } from '../rest/time'
import type { ServerEnv } from '../server-env'

/** GitHub's own App, in whose name jobs are check runs. */
const ACTIONS = { id: 15368, slug: 'github-actions', name: 'GitHub Actions' }

export const WorkflowRunRequest = z
  .strictObject({
    owner: z.string(),
    repo: z.string(),
    /** The default branch when absent. */
    branch: z.string().refine(isPlainRef, 'not a branch name').optional(),
    name: z.string().min(1).default('Tests'),
    path: z.string().startsWith('.github/workflows/').default('.github/workflows/tests.yml'),
    job: z.string().min(1).default('test'),
    event: z.string().default('push'),
    status: CheckStatus.default('completed'),
    conclusion: CheckConclusion.optional(),
    /** The login of who set it off. */
    by: z.string(),
    date: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ status, conclusion }) => (status === 'completed') === (conclusion !== undefined), {
    message: 'a run has a conclusion when it is completed, and only then',
    path: ['conclusion'],
  })
export type WorkflowRunRequest = z.input<typeof WorkflowRunRequest>

/** `POST /_control/workflow-runs`: a run of GitHub Actions for a branch's head, with one job as its check run. */
export function controlWorkflowRuns(control: Hono<ServerEnv>, host: Host): void {
  control.post('/workflow-runs', async (c) => c.json(await addWorkflowRun(host, await c.req.json()), 201))
}

export async function addWorkflowRun(host: Host, input: WorkflowRunRequest): Promise<{ id: number; sha: string }> {
  const request = WorkflowRunRequest.parse(input)
  const repository = findAny(host, request)
  const { directory, about } = repository
  const branch = request.branch ?? about.defaultBranch
  const sha = await readBranch(directory, branch)
  if (!sha) throw new Error(`There is no branch ${branch} in ${repository.fullName}.`)
  const { job: name, status, conclusion } = request
  const check = createCheckRun(host, repository, ACTIONS, { name, head_sha: sha, status, conclusion }, branch)
  const createdAt = toSeconds(request.date ?? new Date())
  const id = host.records.nextId()
  host.records.edit(about.id, ({ workflowRuns }) =>
    workflowRuns.push({
      id,
      runNumber: workflowRuns.filter(({ path }) => path === request.path).length + 1,
      name: request.name,
      path: request.path,
      event: request.event,
      headBranch: branch,
      headSha: sha,
      status,
      conclusion: conclusion ?? null,
      by: request.by,
      suiteId: check.suiteId,
      createdAt,
      updatedAt: createdAt,
    }),
  )
  return { id, sha }
}
