import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { notFound } from '../api-error'
import { pullsAt } from '../checks/check-shapes'
import { commitSummaryShape } from '../checks/commit-summary-shape'
import type { Host, Repository } from '../host'
import type { WorkflowRunRecord } from '../records/record-schemas'
import { actorShape } from '../rest/actor-shapes'
import { needs } from '../rest/needs'
import { nodeId } from '../rest/node-id'
import { paginate } from '../rest/pagination'
import type { FindRepository } from '../rest/repository-routes'
import { repositoryShape } from '../rest/repository-shapes'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'

/** Runs of GitHub Actions by REST. */
export function routeWorkflowRuns(api: Hono<ServerEnv>, services: Services, find: FindRepository): void {
  const { host } = services

  api.get('/repos/:owner/:repo/actions/runs', async (c) => {
    const repository = find(c)
    needs(c, host, repository, 'actions', 'read')
    const { branch, event, status, head_sha, actor } = c.req.query()
    const runs = host.records
      .read(repository.about.id)
      .workflowRuns.filter((run) => {
        if (branch && run.headBranch !== branch) return false
        if (event && run.event !== event) return false
        if (head_sha && run.headSha !== head_sha) return false
        if (actor && run.by !== actor) return false
        // GitHub takes a conclusion for a status here.
        return !status || run.status === status || run.conclusion === status
      })
      .sort((left, right) => right.createdAt.localeCompare(left.createdAt) || right.id - left.id)
    const viewer = c.get('session').user?.login
    const shapes = paginate(services, c, runs).map((run) => workflowRunShape(host, repository, run, viewer))
    return c.json({ total_count: runs.length, workflow_runs: await Promise.all(shapes) })
  })

  api.get('/repos/:owner/:repo/actions/runs/:id', async (c) => {
    const repository = find(c)
    needs(c, host, repository, 'actions', 'read')
    const { workflowRuns } = host.records.read(repository.about.id)
    const run = workflowRuns.find(({ id }) => String(id) === c.req.param('id'))
    if (!run) throw notFound()
    return c.json(await workflowRunShape(host, repository, run, c.get('session').user?.login))
  })
}

async function workflowRunShape(
  host: Host,
  repository: Repository,
  run: WorkflowRunRecord,
  viewer: string | undefined,
) {
  const api = `${host.apiUrl}/repos/${repository.fullName}`
  const url = `${api}/actions/runs/${run.id}`
  const actor = actorShape(host, run.by)
  const shown = await repositoryShape(host, repository, viewer)
  const workflowId = numberOf(`${repository.about.id} ${run.path}`)
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.name,
    run_number: run.runNumber,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflowId,
    check_suite_id: run.suiteId,
    check_suite_node_id: nodeId('CheckSuite', run.suiteId),
    url,
    html_url: `${host.url}/${repository.fullName}/actions/runs/${run.id}`,
    pull_requests: pullsAt(host, repository, run.headSha),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.createdAt,
    actor,
    triggering_actor: actor,
    referenced_workflows: [],
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.suiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${api}/actions/workflows/${workflowId}`,
    head_commit: await commitSummaryShape(repository, run.headSha),
    repository: shown,
    head_repository: shown,
  }
}

/** The same for the same text always. */
function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE()
}
