import { measureKilobytes } from '../git/objects'
import type { Host, Repository } from '../host'
import { securityShape } from '../protection/security-shapes'
import { settingsOf } from '../protection/settings'
import { affiliationWith, permissionFlags } from '../visibility'
import { nodeId } from './node-id'
import { ownerOf } from './organisation-shapes'
import { FOUNDED } from './user-shapes'

const PATHS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const

/** A repository in a list, as this viewer sees it. */
export async function repositoryShape(host: Host, repository: Repository, viewer: string | undefined) {
  const { about, fullName, organisation, directory } = repository
  const url = `${host.apiUrl}/repos/${fullName}`
  const html = `${host.url}/${fullName}`
  const { host: hostname } = new URL(host.url)
  const pushedAt = await host.pushedAt(repository)
  const { hasIssues } = settingsOf(host, repository)
  const openIssues = countOpen(host, repository, hasIssues)
  const urls = Object.fromEntries(Object.entries(PATHS).map(([name, path]) => [name, url + path]))
  return {
    id: about.id,
    node_id: nodeId('Repository', about.id),
    name: about.name,
    full_name: fullName,
    private: about.private,
    owner: ownerOf(host, organisation),
    html_url: html,
    description: about.description,
    fork: about.fork,
    url,
    ...urls,
    git_url: `git://${hostname}/${fullName}.git`,
    ssh_url: `git@${hostname}:${fullName}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    size: await measureKilobytes(directory),
    language: about.language,
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    open_issues_count: openIssues,
    forks: 0,
    open_issues: openIssues,
    watchers: 0,
    is_template: false,
    topics: about.topics,
    has_issues: hasIssues,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: about.archived,
    disabled: false,
    visibility: about.private ? 'private' : 'public',
    default_branch: about.defaultBranch,
    pushed_at: pushedAt,
    created_at: FOUNDED,
    updated_at: pushedAt ?? FOUNDED,
    license: null,
    allow_forking: true,
    web_commit_signoff_required: false,
    permissions: permissionFlags(host.permission(repository, viewer)),
  }
}

/** GitHub counts pull requests among the issues. */
function countOpen(host: Host, { about }: Repository, hasIssues: boolean): number {
  const { issues, pulls } = host.records.read(about.id)
  return [...(hasIssues ? issues : []), ...pulls].filter(({ state }) => state === 'open').length
}

/** A repository by itself. */
export async function fullRepositoryShape(host: Host, repository: Repository, viewer: string | undefined) {
  const listed = await repositoryShape(host, repository, viewer)
  const security = () => securityShape(repository, settingsOf(host, repository).protection)
  return {
    ...listed,
    ...(host.readsSettings(repository, viewer) && { security_and_analysis: security() }),
    pushed_at: listed.pushed_at ?? FOUNDED,
    network_count: 0,
    subscribers_count: 0,
    organization: ownerOf(host, repository.organisation),
  }
}

interface ListQuery {
  type?: string
  sort?: string
  direction?: string
  affiliation?: string
  visibility?: string
}

/** Filters and orders as GitHub's lists of repositories do; throws nothing: an unknown value is no filter. */
export async function arrangeRepositories(
  host: Host,
  repositories: readonly Repository[],
  viewer: string | undefined,
  { type = 'all', sort = 'created', direction, affiliation, visibility = 'all' }: ListQuery,
): Promise<Repository[]> {
  const wanted = affiliation?.split(',')
  const chosen = repositories.filter((repository) => {
    const { about, organisation } = repository
    if (visibility !== 'all' && (visibility === 'private') !== about.private) return false
    if (type === 'public' && about.private) return false
    if (type === 'private' && !about.private) return false
    if (type === 'forks' && !about.fork) return false
    if (type === 'sources' && about.fork) return false
    if (!wanted) return true
    const bond = affiliationWith(organisation, about, viewer)
    return bond !== undefined && wanted.includes(bond)
  })
  const keys = sort === 'pushed' || sort === 'updated' ? await host.pushTimes(chosen) : undefined
  const keyOf = (repository: Repository) =>
    keys?.get(repository) ?? (sort === 'full_name' ? repository.fullName.toLowerCase() : '')
  const keyed = chosen.map((repository) => ({ repository, key: keyOf(repository) }))
  const sign = (direction ?? (sort === 'full_name' ? 'asc' : 'desc')) === 'asc' ? 1 : -1
  keyed.sort(
    (left, right) => sign * (compare(left.key, right.key) || left.repository.about.id - right.repository.about.id),
  )
  return keyed.map(({ repository }) => repository)
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
