import { GraphQLError } from 'graphql'
import { actorNode } from '../graphql/actor-node'
import type { Host, Repository } from '../host'
import { settingsOf } from '../protection/settings'
import type { IssueRecord } from '../records/record-schemas'
import { nodeId } from '../rest/node-id'
import { findNumbered } from './issues'

/** What GraphQL asks a repository about its issues. */
export function repositoryIssueFields(host: Host, repository: Repository) {
  return {
    hasIssuesEnabled: settingsOf(host, repository).hasIssues,
    issue: ({ number }: { number: number }) => {
      const found = findNumbered(host, repository, number)
      if (found?.kind === 'issue' && settingsOf(host, repository).hasIssues)
        return issueNode(host, repository, found.issue)
      const message = `Could not resolve to an Issue with the number of ${number}.`
      throw new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } })
    },
  }
}

function issueNode(host: Host, repository: Repository, issue: IssueRecord) {
  const url = `${host.url}/${repository.fullName}/issues/${issue.number}`
  return {
    __typename: 'Issue',
    id: nodeId('Issue', issue.id),
    databaseId: issue.id,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    url,
    resourcePath: new URL(url).pathname,
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
    closed: issue.state === 'closed',
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    author: () => actorNode(host, issue.by),
  }
}
