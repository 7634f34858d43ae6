import type { Host, Repository } from '../host'
import type { PullRecord } from '../records/record-schemas'
import { actorShape } from '../rest/actor-shapes'
import { organisationShape } from '../rest/organisation-shapes'
import { repositoryShape } from '../rest/repository-shapes'
import { fullPullShape } from './pull-shapes'

export type PullAction = 'opened' | 'edited' | 'synchronize' | 'closed' | 'reopened' | 'ready_for_review'

/** What an action tells beyond the pull request: where its head stood and stands, or what a text was. */
export interface PullDetails {
  before?: string
  after?: string
  changes?: { title?: { from: string }; body?: { from: string } }
}

/** Tells whoever listens at `host.announce` what became of a pull request, in GitHub's `pull_request` payload. */
export async function announcePull(
  host: Host,
  action: PullAction,
  repository: Repository,
  pull: PullRecord,
  sender: string,
  details: PullDetails = {},
): Promise<void> {
  if (!host.announce) return
  const payload = await pullPayload(host, action, repository, pull, sender, details)
  const { organisation } = repository
  host.announce({ event: 'pull_request', action, organisation, repository, sender, payload })
}

/** The payload itself, without the `installation` that a delivery to an App carries. */
export async function pullPayload(
  host: Host,
  action: PullAction,
  repository: Repository,
  pull: PullRecord,
  sender: string,
  details: PullDetails = {},
) {
  // A payload is written before GitHub knows whether the pull request merges.
  const unknown = { mergeable: null, rebaseable: null, mergeable_state: 'unknown', merge_commit_sha: null }
  const full = await fullPullShape(host, repository, pull, undefined)
  const pull_request = pull.mergedAt === null ? { ...full, ...unknown } : full
  return {
    action,
    number: pull.number,
    pull_request: { ...pull_request, head: withoutViewer(full.head), base: withoutViewer(full.base) },
    ...details,
    repository: withoutPermissions(await repositoryShape(host, repository, undefined)),
    organization: organisationShape(host, repository.organisation),
    sender: actorShape(host, sender),
  }
}

function withoutViewer<S extends { repo: { permissions: unknown } | null }>({ repo, ...side }: S) {
  return { ...side, repo: repo && withoutPermissions(repo) }
}

/** Nobody in particular reads a payload. */
function withoutPermissions<R extends { permissions: unknown }>({ permissions: _, ...shape }: R) {
  return shape
}
