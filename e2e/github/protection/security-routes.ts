import type { Context, Hono } from 'hono'
import { ApiError } from '../api-error'
import type { Repository } from '../host'
import { needs } from '../rest/needs'
import { paginate } from '../rest/pagination'
import type { FindRepository } from '../rest/repository-routes'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { codeownersErrors } from './codeowners'
import { analysisShape, defaultSetupShape } from './security-shapes'
import { settingsOf } from './settings'

/** Which of GitHub's own scans a repository has switched on. */
export function routeSecurity(api: Hono<ServerEnv>, services: Services, find: FindRepository): void {
  const { host } = services

  api.get('/repos/:owner/:repo/vulnerability-alerts', (c) => {
    const { dependabotAlerts } = settingsFor(c, 'administration').protection
    if (!dependabotAlerts) throw new ApiError(404, 'Vulnerability alerts are disabled.')
    return c.body(null, 204)
  })

  api.get('/repos/:owner/:repo/automated-security-fixes', (c) => {
    const { dependabotAlerts, dependabotUpdates } = settingsFor(c, 'administration').protection
    // Without alerts there is nothing that updates could fix.
    if (!dependabotAlerts) throw new ApiError(404, 'Not Found')
    return c.json({ enabled: dependabotUpdates !== 'disabled', paused: dependabotUpdates === 'paused' })
  })

  api.get('/repos/:owner/:repo/code-scanning/default-setup', (c) => {
    const { repository, protection } = settingsFor(c, 'administration')
    requireCodeScanning(repository, protection.advancedSecurity)
    return c.json(defaultSetupShape(protection))
  })

  api.get('/repos/:owner/:repo/code-scanning/analyses', async (c) => {
    const { repository, protection } = settingsFor(c, 'security_events')
    requireCodeScanning(repository, protection.advancedSecurity)
    const { tool_name, ref } = c.req.query()
    const head = (await host.head(repository))?.sha
    const all = protection.codeScanning.analyses
      .map((analysis, index) => analysisShape(host, repository, analysis, index, head ?? '0'.repeat(40)))
      .sort((left, right) => right.created_at.localeCompare(left.created_at))
    if (all.length === 0) throw new ApiError(404, 'no analysis found')
    const chosen = all.filter((each) => {
      if (tool_name && each.tool.name !== tool_name) return false
      return !ref || each.ref === ref || each.ref === `refs/heads/${ref}`
    })
    return c.json(paginate(services, c, chosen))
  })

  api.get('/repos/:owner/:repo/codeowners/errors', async (c) => {
    const repository = find(c)
    needs(c, host, repository, 'contents', 'read')
    const errors = await codeownersErrors(host, repository, c.req.query('ref'))
    if (!errors) throw new ApiError(404, 'Not Found')
    return c.json({ errors })
  })

  function settingsFor(c: Context<ServerEnv>, area: 'administration' | 'security_events') {
    const repository = find(c)
    needs(c, host, repository, area, 'read')
    return { repository, protection: settingsOf(host, repository).protection }
  }
}

function requireCodeScanning({ about }: Repository, advancedSecurity: boolean): void {
  if (!about.private || advancedSecurity) return
  throw new ApiError(403, 'Code Security must be enabled for this repository to use code scanning.')
}
