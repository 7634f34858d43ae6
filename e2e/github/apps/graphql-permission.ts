import { GraphQLError } from 'graphql'
import type { Host } from '../host'
import { type AppAccess, permissionsIn } from './app-access'
import { allows } from './installation-session'

/** What an App must hold to be told a field: of an organisation, or of a repository that is not public. */
const REQUIRED: Record<string, string> = {
  'Organization.membersWithRole': 'members',
  'Organization.team': 'members',
  'Organization.teams': 'members',
  'Team.members': 'members',
  'Team.repositories': 'members',
  'Repository.branchProtectionRules': 'administration',
  'Repository.defaultBranchRef': 'contents',
  'Repository.hasVulnerabilityAlertsEnabled': 'vulnerability_alerts',
  'Repository.issue': 'issues',
  'Repository.issues': 'issues',
  'Repository.object': 'contents',
  'Repository.pullRequest': 'pull_requests',
  'Repository.pullRequests': 'pull_requests',
  'Repository.ref': 'contents',
  'Repository.refs': 'contents',
  'Repository.vulnerabilityAlerts': 'vulnerability_alerts',
  'Commit.associatedPullRequests': 'pull_requests',
  'Commit.checkSuites': 'checks',
  'Commit.statusCheckRollup': 'checks',
}

/** Throws the FORBIDDEN error of a field that the App behind a request was not granted. */
export function requireFieldPermission(
  host: Host,
  access: AppAccess | undefined,
  typeName: string,
  fieldName: string,
  source: object,
): void {
  const permission = access && REQUIRED[`${typeName}.${fieldName}`]
  if (!permission || isGranted(host, access, permission, source)) return
  throw new GraphQLError('Resource not accessible by integration', { extensions: { type: 'FORBIDDEN' } })
}

function isGranted(host: Host, access: AppAccess, permission: string, source: object): boolean {
  const url = 'url' in source && typeof source.url === 'string' ? source.url : ''
  const [first = '', second = '', third] = url.slice(host.url.length + 1).split('/')
  // Addresses are `/LOGIN`, `/orgs/LOGIN/teams/SLUG` or `/LOGIN/REPOSITORY/...`.
  const inOrganisation = second === '' || (first === 'orgs' && third === 'teams')
  const organisation = host.findOrganisation(inOrganisation && first === 'orgs' ? second : first)
  if (!organisation) return true
  const permissions = permissionsIn(access, organisation.login)
  if (permissions && allows(permissions, permission, 'read')) return true
  // Where the App is not installed, strangers are told what strangers are told.
  if (inOrganisation) return !permissions
  return host.findAnyRepository(organisation.login, second)?.about.private === false
}
