import { GraphQLError } from 'graphql'
import type { Allowance } from '../budget'
import type { Host } from '../host'
import type { UserDescription } from '../organisation'
import { organisationNode, userNode } from './organisation-nodes'
import { repositoryNode } from './repository-node'

interface Spending extends Allowance {
  cost: number
  nodeCount: number
}

/** What a query can begin with, for one viewer. */
export function queryRoot(host: Host, viewer: UserDescription, spending: Spending) {
  const { limit, cost, remaining, used, reset, nodeCount } = spending
  const resetAt = new Date(reset * 1000).toISOString().replace('.000Z', 'Z')
  return {
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

function missing(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } })
}
