import { connection, type PageArgs } from '../graphql/connection'
import type { Host, Repository } from '../host'
import type { CheckRunRecord, StatusRecord } from '../records/record-schemas'
import { nodeId } from '../rest/node-id'
import { latestRuns } from './check-runs'
import { latestStatuses, rollupState } from './rollup'

/** What GraphQL asks a commit about its checks. */
export function commitCheckFields(host: Host, repository: Repository, sha: string) {
  return {
    statusCheckRollup: () => {
      const records = host.records.read(repository.about.id)
      const runs = latestRuns(records.checkRuns.filter(({ headSha }) => headSha === sha))
      const statuses = latestStatuses(records.statuses.filter((status) => status.sha === sha))
      const state = rollupState(runs, statuses)
      if (!state) return null
      const contexts = [
        ...runs.map((run) => checkRunNode(host, repository, run)),
        ...statuses.map((status) => statusNode(status)),
      ]
      return {
        id: nodeId('StatusCheckRollup', sha),
        state,
        contexts: (args: PageArgs) => connection(contexts, args, (node) => node),
      }
    },
  }
}

function checkRunNode(host: Host, { fullName }: Repository, run: CheckRunRecord) {
  const url = `${host.url}/${fullName}/runs/${run.id}`
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    externalId: run.externalId,
    detailsUrl: run.detailsUrl ?? url,
    url,
    resourcePath: new URL(url).pathname,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    ...run.output,
  }
}

function statusNode(status: StatusRecord) {
  return {
    __typename: 'StatusContext',
    id: nodeId('StatusContext', status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: status.createdAt,
  }
}
