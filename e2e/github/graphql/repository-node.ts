import { measureKilobytes } from '../git/objects'
import { listBranches, readBranch } from '../git/refs'
import type { Host, Repository } from '../host'
import { repositoryIssueFields } from '../issues/issue-node'
import { refProtectionFields, repositoryProtectionFields } from '../protection/protection-node'
import { repositoryPullFields } from '../pulls/pull-node'
import { languageBytes } from '../rest/languages'
import { nodeId } from '../rest/node-id'
import { arrangeRepositories } from '../rest/repository-shapes'
import { FOUNDED } from '../rest/user-shapes'
import { connection, type PageArgs } from './connection'
import { commitNodeById, objectNode, objectNodeById } from './object-nodes'
import { organisationNode } from './organisation-nodes'

const ROLES = { pull: 'READ', triage: 'TRIAGE', push: 'WRITE', maintain: 'MAINTAIN', admin: 'ADMIN' } as const
const SORTS: Record<string, string> = { PUSHED_AT: 'pushed', UPDATED_AT: 'updated', NAME: 'full_name' }

export interface RepositoryArgs extends PageArgs {
  orderBy?: { field: string; direction: 'ASC' | 'DESC' } | null
  privacy?: 'PUBLIC' | 'PRIVATE' | null
  visibility?: 'PUBLIC' | 'PRIVATE' | 'INTERNAL' | null
  isArchived?: boolean | null
  isFork?: boolean | null
  query?: string | null
}

/** Filters and orders for a `repositories` connection. */
export function arrange(host: Host, repositories: readonly Repository[], args: RepositoryArgs): Promise<Repository[]> {
  const privacy = args.privacy ?? args.visibility
  const chosen = repositories.filter(({ about }) => {
    if (privacy && privacy !== (about.private ? 'PRIVATE' : 'PUBLIC')) return false
    if (typeof args.isArchived === 'boolean' && args.isArchived !== about.archived) return false
    if (typeof args.isFork === 'boolean' && args.isFork !== about.fork) return false
    return !args.query || about.name.includes(args.query)
  })
  const { field = 'CREATED_AT', direction = 'ASC' } = args.orderBy ?? {}
  const sort = SORTS[field] ?? 'created'
  return arrangeRepositories(host, chosen, undefined, { sort, direction: direction.toLowerCase() })
}

export function repositoryNode(host: Host, repository: Repository, viewer: string): object {
  const { about, fullName, organisation, directory } = repository
  const permission = host.permission(repository, viewer)
  const url = `${host.url}/${fullName}`
  const branch = (name: string) => refNode(host, repository, name, viewer)
  return {
    __typename: 'Repository',
    id: nodeId('Repository', about.id),
    databaseId: about.id,
    name: about.name,
    nameWithOwner: fullName,
    owner: () => organisationNode(host, organisation, viewer),
    description: about.description,
    url,
    resourcePath: `/${fullName}`,
    sshUrl: `git@${new URL(host.url).host}:${fullName}.git`,
    homepageUrl: null,
    isPrivate: about.private,
    isArchived: about.archived,
    isFork: about.fork,
    isDisabled: false,
    isLocked: false,
    isMirror: false,
    isTemplate: false,
    isEmpty: async () => !(await host.head(repository)),
    visibility: about.private ? 'PRIVATE' : 'PUBLIC',
    viewerPermission: permission ? ROLES[permission] : null,
    primaryLanguage: about.language ? languageNode(about.language) : null,
    languages: async (args: PageArgs & { orderBy?: { direction: 'ASC' | 'DESC' } | null }) => {
      const bytes = await languageBytes(host, repository)
      const arranged = args.orderBy?.direction === 'ASC' ? bytes.reverse() : bytes
      const page = connection(
        arranged,
        args,
        ([name]) => languageNode(name),
        ([, size]) => ({ size }),
      )
      return { ...page, totalSize: bytes.reduce((sum, [, size]) => sum + size, 0) }
    },
    repositoryTopics: (args: PageArgs) =>
      connection(about.topics, args, (name) => ({
        id: nodeId('RepositoryTopic', `${about.id}:${name}`),
        url: `${host.url}/topics/${name}`,
        topic: { id: nodeId('Topic', name), name },
      })),
    licenseInfo: null,
    stargazerCount: 0,
    forkCount: 0,
    diskUsage: () => measureKilobytes(directory),
    createdAt: FOUNDED,
    updatedAt: async () => (await host.pushedAt(repository)) ?? FOUNDED,
    pushedAt: () => host.pushedAt(repository),
    defaultBranchRef: () => branch(about.defaultBranch),
    ref: ({ qualifiedName }: { qualifiedName: string }) => branch(qualifiedName.replace(/^refs\/heads\//, '')),
    refs: async (args: PageArgs & { refPrefix: string }) => {
      const branches = args.refPrefix === 'refs/heads/' ? await listBranches(directory) : []
      return connection(branches, args, ({ name }) => branch(name))
    },
    object: (args: { oid?: string | null; expression?: string | null }) =>
      args.oid ? objectNodeById(host, repository, args.oid) : objectNode(host, repository, args.expression ?? 'HEAD'),
    ...repositoryPullFields(host, repository, viewer),
    ...repositoryIssueFields(host, repository),
    ...repositoryProtectionFields(host, repository, viewer),
  }
}

async function refNode(host: Host, repository: Repository, name: string, viewer: string): Promise<object | null> {
  const sha = await readBranch(repository.directory, name)
  if (!sha) return null
  return {
    __typename: 'Ref',
    id: nodeId('Ref', `${repository.about.id}:refs/heads/${name}`),
    name,
    prefix: 'refs/heads/',
    target: () => commitNodeById(host, repository, sha),
    ...refProtectionFields(host, repository, name, viewer),
  }
}

function languageNode(name: string) {
  return { __typename: 'Language', id: nodeId('Language', name), name, color: null }
}
