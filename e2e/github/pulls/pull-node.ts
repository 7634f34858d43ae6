import { GraphQLError } from 'graphql'
import { actorNode } from '../graphql/actor-node'
import { connection, type PageArgs } from '../graphql/connection'
import { commitNodeById } from '../graphql/object-nodes'
import { organisationNode } from '../graphql/organisation-nodes'
import { repositoryNode } from '../graphql/repository-node'
import type { Host, Repository } from '../host'
import type { PullRecord } from '../records/record-schemas'
import { associationOf } from '../rest/actor-shapes'
import { nodeId } from '../rest/node-id'
import { commitsOf, findPull, headRepository, pullsOfCommit } from './find-pulls'
import { pullFiles, pullShape } from './pull-shapes'
import { refreshPulls } from './refresh-pulls'

interface ListArgs extends PageArgs {
  states?: ('OPEN' | 'CLOSED' | 'MERGED')[] | null
  baseRefName?: string | null
  headRefName?: string | null
  orderBy?: { field: string; direction: 'ASC' | 'DESC' } | null
}

/** What GraphQL asks a repository about its pull requests. */
export function repositoryPullFields(host: Host, repository: Repository, viewer: string) {
  return {
    pullRequest: async ({ number }: { number: number }) => {
      await refreshPulls(host, repository)
      const pull = findPull(host, repository, number)
      if (pull) return pullNode(host, repository, pull, viewer)
      const message = `Could not resolve to a PullRequest with the number of ${number}.`
      throw new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } })
    },
    pullRequests: async (args: ListArgs) => {
      await refreshPulls(host, repository)
      const { pulls } = host.records.read(repository.about.id)
      return connection(arrange(pulls, args), args, (pull) => pullNode(host, repository, pull, viewer))
    },
  }
}

/** What GraphQL asks a commit about its pull requests. */
export function commitPullFields(host: Host, repository: Repository, sha: string) {
  return {
    associatedPullRequests: async (args: PageArgs & { orderBy?: { field: string; direction: string } | null }) => {
      const pulls = await pullsOfCommit(host, repository, sha)
      return connection(arrange(pulls, args as ListArgs), args, (pull) => pullNode(host, repository, pull, ''))
    },
  }
}

export function pullNode(host: Host, repository: Repository, pull: PullRecord, viewer: string): object {
  const { directory, fullName } = repository
  const url = `${host.url}/${fullName}/pull/${pull.number}`
  const known = headRepository(host, repository, pull)
  const source = known && (known === repository || host.permission(known, viewer)) ? known : undefined
  const merges = async () => (await pullShape(host, repository, pull, viewer)).merge_commit_sha !== null
  const sum = async (of: 'additions' | 'deletions') =>
    (await pullFiles(directory, pull)).reduce((total, file) => total + file[of], 0)
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    url,
    permalink: url,
    resourcePath: new URL(url).pathname,
    state: stateOf(pull),
    closed: pull.state === 'closed',
    merged: pull.mergedAt !== null,
    isDraft: pull.draft,
    locked: false,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    closedAt: pull.closedAt,
    mergedAt: pull.mergedAt,
    author: () => actorNode(host, pull.by),
    authorAssociation: associationOf(repository, pull.by),
    mergedBy: () => actorNode(host, pull.mergedBy),
    mergeable: async () => (pull.state === 'open' ? ((await merges()) ? 'MERGEABLE' : 'CONFLICTING') : 'UNKNOWN'),
    mergeCommit: () => (pull.mergeCommit ? commitNodeById(host, repository, pull.mergeCommit) : null),
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    baseRepository: () => repositoryNode(host, repository, viewer),
    repository: () => repositoryNode(host, repository, viewer),
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    headRepository: () => (source ? repositoryNode(host, source, viewer) : null),
    headRepositoryOwner: () => (source ? organisationNode(host, source.organisation, viewer) : null),
    isCrossRepository: pull.head.repositoryId !== repository.about.id,
    additions: () => sum('additions'),
    deletions: () => sum('deletions'),
    changedFiles: async () => (await pullFiles(directory, pull)).length,
    commits: async (args: PageArgs) => {
      const shas = (await commitsOf(directory, pull)).toReversed()
      return connection(shas, args, (sha) => ({
        id: nodeId('PullRequestCommit', `${pull.id}:${sha}`),
        commit: () => commitNodeById(host, repository, sha),
      }))
    },
    files: async (args: PageArgs) =>
      connection(await pullFiles(directory, pull), args, (file) => ({
        path: file.path,
        additions: file.additions,
        deletions: file.deletions,
        changeType: CHANGES[file.status],
      })),
  }
}

const CHANGES = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  changed: 'CHANGED',
} as const

function stateOf({ state, mergedAt }: PullRecord): 'OPEN' | 'CLOSED' | 'MERGED' {
  if (mergedAt !== null) return 'MERGED'
  return state === 'open' ? 'OPEN' : 'CLOSED'
}

function arrange(pulls: readonly PullRecord[], { states, baseRefName, headRefName, orderBy }: ListArgs): PullRecord[] {
  const chosen = pulls.filter((pull) => {
    if (states && !states.includes(stateOf(pull))) return false
    if (baseRefName && pull.base.ref !== baseRefName) return false
    return !headRefName || pull.head.ref === headRefName
  })
  const key = (pull: PullRecord) => (orderBy?.field === 'UPDATED_AT' ? pull.updatedAt : pull.createdAt)
  const sign = orderBy?.direction === 'DESC' ? -1 : 1
  return chosen.sort((left, right) => sign * (key(left).localeCompare(key(right)) || left.number - right.number))
}
