import type { GitHubClient } from '@/lib/github/client'
import { fetchAuthorship } from '@/lib/github/commit-authors'
import { listChain } from '@/lib/github/commit-chain'
import { fetchCommit } from '@/lib/github/commits'
import { findMarkedIssue, hasMarkedComment } from '@/lib/github/issues'
import { monthEndCommits } from '@/lib/github/month-ends'
import { snapshotOfLargeCommit } from '@/lib/github/objects/large-commit'
import { snapshotOfCommit } from '@/lib/github/objects/snapshot-of-commit'
import { listOrganisation } from '@/lib/github/organisation-listing'
import { findRepositoryPlace } from '@/lib/github/repository-by-id'
import { fetchRepository } from '@/lib/github/repository-listing'
import { readSignals } from '@/lib/github/signals/read'
import { findTeamBySlug } from '@/lib/github/team-by-slug'
import { listTrees } from '@/lib/github/trees'
import { fetchOrganisation, fetchTokenOwner, listViewerOrganisations } from '@/lib/github/viewer'
import { listVisibleRepositories } from '@/lib/github/visible-repositories'

export const API = { owner: 'hangar', name: 'api' }
/** Stands in what Airworthy wrote. */
export const MARKER = 'marker'
const FROM = new Date('2025-01-10T09:00:00Z')
const TO = new Date('2025-07-01T08:00:00Z')

/** Where the commit that questions are about is kept beside the answers. */
export const ABOUT_HEAD = '#head'

/** That commit: set before questions are asked. */
export const HEAD = { commit: 'c'.repeat(40), tree: 'd'.repeat(40), first: 'e'.repeat(40) }

/** Questions to GitHub by name: each kind of answer that is read is read by one of them. */
export const ASKED: Readonly<Record<string, (client: GitHubClient) => Promise<unknown>>> = {
  organisation: (client) => listOrganisation(client, 'hangar'),
  repository: (client) => fetchRepository(client, API.owner, API.name),
  'repository by number': (client) => findRepositoryPlace(client, 1001n),
  'visible repositories': (client) => listVisibleRepositories(client, 'hangar'),
  'organisations of a viewer': (client) => listViewerOrganisations(client),
  'one organisation': (client) => fetchOrganisation(client, 'hangar'),
  'owner of a token': (client) => fetchTokenOwner(client),
  team: (client) => findTeamBySlug(client, 'hangar', 'engines'),
  commit: (client) => fetchCommit(client, API.owner, API.name, HEAD.commit),
  'month ends': (client) => monthEndCommits(client, API.owner, API.name, 'main', [FROM, TO]),
  'chain of commits': (client) =>
    listChain(client, API, { commit: HEAD.first, tree: HEAD.tree, committedAt: FROM }, { ...HEAD, committedAt: TO }),
  authorship: (client) => fetchAuthorship(client, API, 'main', HEAD.commit),
  trees: (client) => listTrees(client, API.owner, API.name, HEAD.tree),
  'snapshot of a commit': (client) => snapshotOfCommit(client, API, { ...HEAD, committedAt: TO }),
  'snapshot of a large commit': (client) => snapshotOfLargeCommit(client, API, { ...HEAD, committedAt: TO }),
  signals: (client) => readSignals(client, { ...API, defaultBranch: 'main', granted: null }),
  issues: (client) => findMarkedIssue(client, API, MARKER, 11n),
  comments: (client) => hasMarkedComment(client, API, 1, MARKER),
}
