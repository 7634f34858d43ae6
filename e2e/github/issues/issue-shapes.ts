import type { Host, Repository } from '../host'
import type { CommentRecord } from '../records/record-schemas'
import { actorShape, associationOf } from '../rest/actor-shapes'
import { nodeId } from '../rest/node-id'
import { aboutOf, commentsOn, type Numbered } from './issues'

/** An issue, or a pull request as one. */
export function issueShape(host: Host, repository: Repository, numbered: Numbered) {
  const { fullName } = repository
  const { id, number, title, body, by, state, createdAt, updatedAt, closedAt } = aboutOf(numbered)
  const api = `${host.apiUrl}/repos/${fullName}`
  const url = `${api}/issues/${number}`
  const pull = numbered.kind === 'pull' ? numbered.pull : undefined
  return {
    id,
    node_id: nodeId(pull ? 'PullRequest' : 'Issue', id),
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: `${host.url}/${fullName}/${pull ? 'pull' : 'issues'}/${number}`,
    number,
    title,
    body,
    user: actorShape(host, by),
    labels: numbered.kind === 'issue' ? labelShapes(host, repository, numbered.issue.labels) : [],
    state,
    state_reason: numbered.kind === 'issue' ? numbered.issue.stateReason : null,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: commentsOn(host, repository, number).length,
    created_at: createdAt,
    updated_at: updatedAt,
    closed_at: closedAt,
    author_association: associationOf(repository, by),
    reactions: reactionsShape(`${url}/reactions`),
    performed_via_github_app: null,
    ...(pull && { draft: pull.draft, pull_request: pullLinks(host, repository, number, pull.mergedAt) }),
  }
}

/** An issue by itself: also who closed it. */
export function fullIssueShape(host: Host, repository: Repository, numbered: Numbered) {
  const { closedBy } = aboutOf(numbered)
  return {
    ...issueShape(host, repository, numbered),
    closed_by: closedBy === null ? null : actorShape(host, closedBy),
  }
}

export function commentShape(host: Host, repository: Repository, comment: CommentRecord, isOnPull: boolean) {
  const { id, number, body, by, createdAt, updatedAt } = comment
  const url = `${host.apiUrl}/repos/${repository.fullName}/issues/comments/${id}`
  const page = `${host.url}/${repository.fullName}/${isOnPull ? 'pull' : 'issues'}/${number}`
  return {
    id,
    node_id: nodeId('IssueComment', id),
    url,
    html_url: `${page}#issuecomment-${id}`,
    issue_url: `${host.apiUrl}/repos/${repository.fullName}/issues/${number}`,
    body,
    user: actorShape(host, by),
    created_at: createdAt,
    updated_at: updatedAt,
    author_association: associationOf(repository, by),
    performed_via_github_app: null,
    reactions: reactionsShape(`${url}/reactions`),
  }
}

function labelShapes(host: Host, repository: Repository, names: readonly string[]) {
  const known = host.records.read(repository.about.id).labels
  return names.flatMap((name) => {
    const label = known.find((each) => each.name.toLowerCase() === name.toLowerCase())
    if (!label) return []
    const url = `${host.apiUrl}/repos/${repository.fullName}/labels/${encodeURIComponent(label.name)}`
    return [{ ...label, node_id: nodeId('Label', label.id), url, description: null, default: false }]
  })
}

function pullLinks(host: Host, { fullName }: Repository, number: number, mergedAt: string | null) {
  const html_url = `${host.url}/${fullName}/pull/${number}`
  return {
    url: `${host.apiUrl}/repos/${fullName}/pulls/${number}`,
    html_url,
    diff_url: `${html_url}.diff`,
    patch_url: `${html_url}.patch`,
    merged_at: mergedAt,
  }
}

function reactionsShape(url: string) {
  const kinds = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'eyes', 'rocket']
  return { url, total_count: 0, ...Object.fromEntries(kinds.map((kind) => [kind, 0])) }
}
