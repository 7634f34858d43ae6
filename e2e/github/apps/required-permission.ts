/** What an App must have been granted for a request. */
export interface Requirement {
  permission: string
  level: 'read' | 'write'
  /** Public things are told without it. */
  openInPublic: boolean
}

interface Rule {
  path: RegExp
  permission: string
  openInPublic?: boolean
}

/** By GitHub's "Permissions required for GitHub Apps"; the first that matches holds, paths are below `/repos/OWNER/NAME`. */
const IN_REPOSITORY: readonly Rule[] = [
  { path: /^\/?$/, permission: 'metadata', openInPublic: true },
  { path: /^\/(languages|topics|contributors|tags|stargazers|forks)$/, permission: 'metadata', openInPublic: true },
  { path: /^\/(rules|rulesets)(\/|$)/, permission: 'metadata', openInPublic: true },
  { path: /^\/(collaborators|teams)(\/|$)/, permission: 'metadata' },
  { path: /^\/branches\/.+\/protection(\/|$)/, permission: 'administration' },
  {
    path: /^\/(vulnerability-alerts|automated-security-fixes|private-vulnerability-reporting)$/,
    permission: 'administration',
  },
  { path: /^\/dependabot\/alerts(\/|$)/, permission: 'vulnerability_alerts' },
  { path: /^\/code-scanning\/default-setup$/, permission: 'administration' },
  { path: /^\/code-scanning\//, permission: 'security_events' },
  { path: /^\/secret-scanning\//, permission: 'secret_scanning_alerts' },
  { path: /^\/(check-runs|check-suites)(\/|$)/, permission: 'checks', openInPublic: true },
  { path: /^\/commits\/.+\/(check-runs|check-suites)$/, permission: 'checks', openInPublic: true },
  { path: /^\/commits\/.+\/(status|statuses)$/, permission: 'statuses', openInPublic: true },
  { path: /^\/statuses\//, permission: 'statuses', openInPublic: true },
  { path: /^\/commits\/[^/]+\/pulls$/, permission: 'pull_requests', openInPublic: true },
  { path: /^\/actions\//, permission: 'actions', openInPublic: true },
  { path: /^\/pulls(\/|$)/, permission: 'pull_requests', openInPublic: true },
  { path: /^\/(issues|labels|milestones|assignees)(\/|$)/, permission: 'issues', openInPublic: true },
  { path: /^\//, permission: 'contents', openInPublic: true },
]

/** Below `/orgs/LOGIN`. */
const IN_ORGANISATION: readonly Rule[] = [
  { path: /^\/(members|public_members)(\/|$)/, permission: 'members', openInPublic: true },
  { path: /^\/(memberships|teams|outside_collaborators|invitations)(\/|$)/, permission: 'members' },
  { path: /^\/(rulesets|hooks|installations|settings)(\/|$)/, permission: 'organization_administration' },
]

export function requiredInRepository(method: string, path: string): Requirement | undefined {
  return requirement(IN_REPOSITORY, method, path)
}

export function requiredInOrganisation(method: string, path: string): Requirement | undefined {
  return requirement(IN_ORGANISATION, method, path)
}

function requirement(rules: readonly Rule[], method: string, path: string): Requirement | undefined {
  const rule = rules.find((each) => each.path.test(path))
  if (!rule) return undefined
  const reads = method === 'GET' || method === 'HEAD'
  // What metadata only lets read is changed by who administers.
  const permission = !reads && rule.permission === 'metadata' ? 'administration' : rule.permission
  return { permission, level: reads ? 'read' : 'write', openInPublic: reads && rule.openInPublic === true }
}
