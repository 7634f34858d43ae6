import type { Hono } from 'hono'
import { ApiError, notFound } from '../api-error'
import { readBranch } from '../git/refs'
import { needs } from '../rest/needs'
import { paginate } from '../rest/pagination'
import type { FindRepository } from '../rest/repository-routes'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { ruleFor, rulesetsFor } from './branch-match'
import { branchProtectionShape, fullRulesetShape, ruleShape, ruleSource, rulesetShape } from './protection-shapes'
import { settingsOf } from './settings'

/** Branch protection and rulesets by REST. */
export function routeProtection(api: Hono<ServerEnv>, services: Services, find: FindRepository): void {
  const { host } = services

  api.get('/repos/:owner/:repo/branches/:branch{.+}/protection', async (c) => {
    const repository = find(c)
    needs(c, host, repository, 'administration', 'read')
    const branch = c.req.param('branch')
    if (!(await readBranch(repository.directory, branch))) throw new ApiError(404, 'Branch not found')
    const rule = ruleFor(settingsOf(host, repository).protection.branches, branch)
    if (!rule) throw new ApiError(404, 'Branch not protected')
    return c.json(branchProtectionShape(host, repository, branch, rule))
  })

  api.get('/repos/:owner/:repo/rules/branches/:branch{.+}', (c) => {
    const repository = find(c)
    needs(c, host, repository, 'metadata', 'read')
    const { rulesets } = settingsOf(host, repository).protection
    const active = rulesetsFor(rulesets, c.req.param('branch'), repository.about.defaultBranch)
    const rules = active.flatMap((ruleset) =>
      ruleset.rules.map((rule) => ({ ...ruleShape(rule), ...ruleSource(repository, ruleset) })),
    )
    return c.json(paginate(services, c, rules))
  })

  api.get('/repos/:owner/:repo/rulesets', (c) => {
    const repository = find(c)
    needs(c, host, repository, 'metadata', 'read')
    const withParents = c.req.query('includes_parents') !== 'false'
    const known = settingsOf(host, repository).protection.rulesets.filter(
      ({ source }) => withParents || source === 'Repository',
    )
    return c.json(paginate(services, c, known).map((ruleset) => rulesetShape(host, repository, ruleset)))
  })

  api.get('/repos/:owner/:repo/rulesets/:id', (c) => {
    const repository = find(c)
    needs(c, host, repository, 'metadata', 'read')
    const { rulesets } = settingsOf(host, repository).protection
    const ruleset = rulesets.find(({ id }) => String(id) === c.req.param('id'))
    if (!ruleset) throw notFound()
    return c.json(fullRulesetShape(host, repository, ruleset))
  })
}
