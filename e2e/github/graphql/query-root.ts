import { GraphQLError } from 'graphql'
import type { Allowance } from '../budget'
import type { Host } from '../host'
import type { UserDescription } from '../organisation'
import { parseNodeId } from '../rest/node-id'
import { organisationNode, userNode } from './organisation-nodes'
import { repositoryNode } from './repository-node'

interface Spending extends Allowance {
  cost: number
  nodeCount: number
}

const MOST_IDS = 100

/** What a query can begin with, for one viewer. */
export function queryRoot(host: Host, viewer: UserDescription, spending: Spending) {
  const { limit, cost, remaining, used, reset, nodeCount } = spending
  const resetAt = new Date(reset * 1000).toISOString().replace('.000Z', 'Z')
  const node = (id: string) => {
    const found = findNode(host, viewer.login, id)
    if (!found) throw missing(`Could not resolve to a node with the global id of '${id}'.`)
    return found
  }
  return {
    node: ({ id }: { id: string }) => node(id),
    nodes({ ids }: { ids: string[] }) {
      if (ids.length > MOST_IDS) {
        const message = `You may not provide more than ${MOST_IDS} node ids; you provided ${ids.length}.`
        throw new GraphQLError(message, { extensions: { type: 'ARGUMENT_LIMIT' } })
      }
      // One that is missing is an error at its own place in the list.
      return ids.map(async (id) => node(id))
    },
    viewer: () => userNode(host, viewer, viewer.login),
    rateLimit: { limit, cost, remaining, used, resetAt, nodeCount },
    user({ login }: { login: string }) {
      const user = host.findUser(login)
      if (!user) throw missing(`Could not resolve to a User with the login of '${login}'.`)
      return userNode(host, user, viewer.login)
    },
    organization({ login }: { login: string }) {
      const organisation = host.findOrganisation(login)
      if (!organisation) throw missing(`Could not resolve to an Organization with the login of '${login}'.`)
      return organisationNode(host, organisation, viewer.login)
    },
    repository({ owner, name, followRenames }: { owner: string; name: string; followRenames?: boolean | null }) {
      const moved = () => (followRenames === false ? undefined : host.findMoved(owner, name, viewer.login))
      const repository = host.findRepository(owner, name, viewer.login) ?? moved()
      if (!repository) throw missing(`Could not resolve to a Repository with the name '${owner}/${name}'.`)
      return repositoryNode(host, repository, viewer.login)
    },
  }
}

/** Repositories, organisations and people by their global ids; others are as good as missing. */
function findNode(host: Host, viewer: string, globalId: string): object | undefined {
  const { type, id } = parseNodeId(globalId) ?? {}
  if (type === 'Repository') {
    const repository = host.findRepositoryById(Number(id), viewer)
    return repository && repositoryNode(host, repository, viewer)
  }
  if (type === 'Organization') {
    const organisation = host.description.organisations.find((each) => String(each.id) === id)
    return organisation && organisationNode(host, organisation, viewer)
  }
  const user = type === 'User' ? host.description.users.find((each) => String(each.id) === id) : undefined
  return user && userNode(host, user, viewer)
}

function missing(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } })
}
