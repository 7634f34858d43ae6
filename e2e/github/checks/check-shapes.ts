import { readCommit } from '../git/commits'
import type { Host, Repository } from '../host'
import { headRepository } from '../pulls/find-pulls'
import type { AnnotationRecord, CheckRunRecord, CheckSuiteRecord, PullRecord } from '../records/record-schemas'
import { nodeId } from '../rest/node-id'
import { repositoryShape } from '../rest/repository-shapes'
import { checkAppShape } from './app-shape'
import { latestRuns } from './check-runs'
import { commitSummaryShape } from './commit-summary-shape'
import { suiteConclusion } from './rollup'

export function checkRunShape(host: Host, repository: Repository, run: CheckRunRecord) {
  const url = `${host.apiUrl}/repos/${repository.fullName}/check-runs/${run.id}`
  const html = `${host.url}/${repository.fullName}/runs/${run.id}`
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: { ...run.output, annotations_count: run.annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suiteId },
    app: checkAppShape(host, run.app),
    pull_requests: pullsAt(host, repository, run.headSha),
  }
}

export function annotationShape(host: Host, { fullName }: Repository, sha: string, annotation: AnnotationRecord) {
  const path = annotation.path.split('/').map(encodeURIComponent).join('/')
  return { ...annotation, blob_href: `${host.url}/${fullName}/blob/${sha}/${path}` }
}

export async function checkSuiteShape(
  host: Host,
  repository: Repository,
  suite: CheckSuiteRecord,
  viewer: string | undefined,
) {
  const { directory, fullName, about } = repository
  const url = `${host.apiUrl}/repos/${fullName}/check-suites/${suite.id}`
  const commit = await readCommit(directory, suite.headSha)
  const runs = latestRuns(host.records.read(about.id).checkRuns.filter(({ suiteId }) => suiteId === suite.id))
  const conclusion = suiteConclusion(runs)
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: runs.length === 0 ? 'queued' : conclusion ? 'completed' : 'in_progress',
    conclusion,
    url,
    before: commit?.parents[0] ?? null,
    after: suite.headSha,
    pull_requests: pullsAt(host, repository, suite.headSha),
    app: checkAppShape(host, suite.app),
    created_at: suite.createdAt,
    updated_at: runs.at(-1)?.completedAt ?? suite.createdAt,
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
    head_commit: await commitSummaryShape(repository, suite.headSha),
    repository: await repositoryShape(host, repository, viewer),
  }
}

/** The open pull requests whose head is this commit, as checks name them. */
export function pullsAt(host: Host, repository: Repository, sha: string) {
  return host.records
    .read(repository.about.id)
    .pulls.filter(({ state, head }) => state === 'open' && head.sha === sha)
    .map((pull) => minimalPullShape(host, repository, pull))
}

function minimalPullShape(host: Host, repository: Repository, pull: PullRecord) {
  const { id, number, head, base } = pull
  const source = headRepository(host, repository, pull) ?? repository
  const repo = ({ about, fullName }: Repository) => ({
    id: about.id,
    url: `${host.apiUrl}/repos/${fullName}`,
    name: about.name,
  })
  return {
    id,
    number,
    url: `${host.apiUrl}/repos/${repository.fullName}/pulls/${number}`,
    head: { ref: head.ref, sha: head.sha, repo: repo(source) },
    base: { ref: base.ref, sha: base.sha, repo: repo(repository) },
  }
}
