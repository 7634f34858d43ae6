import type { Host, Repository } from '../host'
import type { CommentRecord, IssueRecord, LabelRecord, PullRecord } from '../records/record-schemas'
import { nextNumber } from '../records/record-store'
import { toSeconds } from '../rest/time'
import type { IssueChange, IssueQuery, NewIssue } from './issue-request'

/** What has a number: an issue, or a pull request, which GitHub counts among the issues. */
export type Numbered = { kind: 'issue'; issue: IssueRecord } | { kind: 'pull'; pull: PullRecord }

export function findNumbered(host: Host, repository: Repository, number: number): Numbered | undefined {
  const { issues, pulls } = host.records.read(repository.about.id)
  const issue = issues.find((each) => each.number === number)
  if (issue) return { kind: 'issue', issue }
  const pull = pulls.find((each) => each.number === number)
  return pull && { kind: 'pull', pull }
}

/** Opens an issue in the name of `by`, making the labels that are not there yet. */
export function openIssue(host: Host, repository: Repository, request: NewIssue, by: string): IssueRecord {
  const now = toSeconds(new Date())
  return host.records.edit(repository.about.id, (records) => {
    ensureLabels(host, records.labels, request.labels)
    const issue: IssueRecord = {
      id: host.records.nextId(),
      number: nextNumber(records),
      title: request.title,
      body: request.body ?? null,
      labels: [...new Set(request.labels)],
      by,
      state: 'open',
      stateReason: null,
      createdAt: now,
      updatedAt: now,
      closedAt: null,
      closedBy: null,
    }
    records.issues.push(issue)
    return issue
  })
}

/** Changes what the request names; closing and opening again say why. */
export function changeIssue(host: Host, repository: Repository, issue: IssueRecord, change: IssueChange, by: string) {
  const now = toSeconds(new Date())
  host.records.edit(repository.about.id, ({ labels }) => {
    if (change.title !== undefined) issue.title = change.title
    if (change.body !== undefined) issue.body = change.body
    if (change.labels) {
      ensureLabels(host, labels, change.labels)
      issue.labels = [...new Set(change.labels)]
    }
    issue.updatedAt = now
    if (change.state === 'closed') {
      const stateReason = change.state_reason ?? issue.stateReason ?? 'completed'
      const first = issue.state === 'open'
      Object.assign(issue, { state: 'closed', stateReason: stateReason === 'reopened' ? 'completed' : stateReason })
      if (first) Object.assign(issue, { closedAt: now, closedBy: by })
    }
    if (change.state === 'open' && issue.state === 'closed') {
      Object.assign(issue, { state: 'open', stateReason: 'reopened', closedAt: null, closedBy: null })
    }
  })
}

/** Adds a comment, which also is a change of what it is on. */
export function addComment(host: Host, repository: Repository, to: Numbered, body: string, by: string): CommentRecord {
  const now = toSeconds(new Date())
  const on = to.kind === 'issue' ? to.issue : to.pull
  return host.records.edit(repository.about.id, ({ comments }) => {
    const comment = { id: host.records.nextId(), number: on.number, body, by, createdAt: now, updatedAt: now }
    comments.push(comment)
    on.updatedAt = now
    return comment
  })
}

export function commentsOn(host: Host, repository: Repository, number: number): CommentRecord[] {
  return host.records.read(repository.about.id).comments.filter((comment) => comment.number === number)
}

/** Issues and pull requests together, filtered and in order; issues only where the repository has them. */
export function listNumbered(host: Host, repository: Repository, query: IssueQuery, withIssues: boolean): Numbered[] {
  const { issues, pulls } = host.records.read(repository.about.id)
  const all: Numbered[] = [
    ...(withIssues ? issues : []).map((issue) => ({ kind: 'issue', issue }) as const),
    ...pulls.map((pull) => ({ kind: 'pull', pull }) as const),
  ]
  const chosen = all.filter((each) => {
    const { state, by, updatedAt } = aboutOf(each)
    if (query.state !== 'all' && query.state !== state) return false
    if (query.creator && query.creator.toLowerCase() !== by.toLowerCase()) return false
    if (query.since && Date.parse(updatedAt) < Date.parse(query.since)) return false
    const labels = each.kind === 'issue' ? each.issue.labels.map((name) => name.toLowerCase()) : []
    return query.labels.every((name) => labels.includes(name.toLowerCase()))
  })
  const sign = query.direction === 'asc' ? 1 : -1
  return chosen.sort((left, right) => sign * compare(host, repository, query.sort, aboutOf(left), aboutOf(right)))
}

export function aboutOf(each: Numbered): IssueRecord | PullRecord {
  return each.kind === 'issue' ? each.issue : each.pull
}

type About = IssueRecord | PullRecord

function compare(host: Host, repository: Repository, sort: IssueQuery['sort'], left: About, right: About): number {
  const count = ({ number }: About) => commentsOn(host, repository, number).length
  if (sort === 'comments') return count(left) - count(right) || left.number - right.number
  const key = sort === 'updated' ? 'updatedAt' : 'createdAt'
  return left[key].localeCompare(right[key]) || left.number - right.number
}

function ensureLabels(host: Host, known: LabelRecord[], names: readonly string[]): void {
  for (const name of names) {
    if (known.some((label) => label.name.toLowerCase() === name.toLowerCase())) continue
    known.push({ id: host.records.nextId(), name, color: 'ededed' })
  }
}
