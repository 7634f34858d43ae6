import type { Context, Hono } from 'hono'
import { ApiError, notFound } from '../api-error'
import { readCommit } from '../git/commits'
import { listBranches, resolveCommit } from '../git/refs'
import type { Repository } from '../host'
import type { CheckRunRecord } from '../records/record-schemas'
import { needs } from '../rest/needs'
import { paginate } from '../rest/pagination'
import type { FindRepository } from '../rest/repository-routes'
import { readBody } from '../rest/request-body'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { CheckRunChange, NewCheckRun } from './check-run-request'
import { changeCheckRun, createCheckRun, latestRuns } from './check-runs'
import { annotationShape, checkRunShape, checkSuiteShape } from './check-shapes'

/** Check runs and check suites by REST. */
export function routeCheckRuns(api: Hono<ServerEnv>, services: Services, find: FindRepository): void {
  const { host } = services

  api.post('/repos/:owner/:repo/check-runs', async (c) => {
    const repository = find(c)
    needs(c, host, repository, 'checks', 'write')
    const request = await readBody(c, NewCheckRun, 'CheckRun')
    if (!(await readCommit(repository.directory, request.head_sha))) {
      throw new ApiError(422, `No commit found for SHA: ${request.head_sha}`)
    }
    const branches = await listBranches(repository.directory)
    const branch = branches.find(({ sha }) => sha === request.head_sha)?.name ?? null
    const run = createCheckRun(host, repository, appOf(c), request, branch)
    return c.json(checkRunShape(host, repository, run), 201)
  })

  api.get('/repos/:owner/:repo/check-runs/:id', (c) => {
    const { repository, run } = findRun(c)
    return c.json(checkRunShape(host, repository, run))
  })

  api.patch('/repos/:owner/:repo/check-runs/:id', async (c) => {
    const { repository, run } = findRun(c)
    needs(c, host, repository, 'checks', 'write')
    const app = appOf(c)
    if (run.app && run.app.id !== app?.id) {
      const rule = 'check run can only be modified by the GitHub App that created it.'
      throw new ApiError(403, `Invalid app_id \`${app?.id ?? ''}\` - ${rule}`)
    }
    changeCheckRun(host, repository, run, await readBody(c, CheckRunChange, 'CheckRun'))
    return c.json(checkRunShape(host, repository, run))
  })

  api.get('/repos/:owner/:repo/check-runs/:id/annotations', (c) => {
    const { repository, run } = findRun(c)
    const annotations = paginate(services, c, run.annotations)
    return c.json(annotations.map((each) => annotationShape(host, repository, run.headSha, each)))
  })

  api.get('/repos/:owner/:repo/commits/:ref{.+}/check-runs', async (c) => {
    const { repository, sha } = await findCommit(c)
    const { check_name, status, app_id, filter = 'latest' } = c.req.query()
    const all = host.records.read(repository.about.id).checkRuns.filter(({ headSha }) => headSha === sha)
    const runs = (filter === 'all' ? all : latestRuns(all)).filter((run) => {
      if (check_name && run.name !== check_name) return false
      if (status && run.status !== status) return false
      return !app_id || String(run.app?.id) === app_id
    })
    const check_runs = paginate(services, c, runs).map((run) => checkRunShape(host, repository, run))
    return c.json({ total_count: runs.length, check_runs })
  })

  api.get('/repos/:owner/:repo/commits/:ref{.+}/check-suites', async (c) => {
    const { repository, sha } = await findCommit(c)
    const { app_id } = c.req.query()
    const suites = host.records
      .read(repository.about.id)
      .checkSuites.filter((suite) => suite.headSha === sha && (!app_id || String(suite.app?.id) === app_id))
    const viewer = c.get('session').user?.login
    const shapes = paginate(services, c, suites).map((suite) => checkSuiteShape(host, repository, suite, viewer))
    return c.json({ total_count: suites.length, check_suites: await Promise.all(shapes) })
  })

  function findRun(c: Context<ServerEnv>): { repository: Repository; run: CheckRunRecord } {
    const repository = find(c)
    needs(c, host, repository, 'checks', 'read')
    const id = Number(c.req.param('id'))
    const run = host.records.read(repository.about.id).checkRuns.find((each) => each.id === id)
    if (!run) throw notFound()
    return { repository, run }
  }

  async function findCommit(c: Context<ServerEnv>): Promise<{ repository: Repository; sha: string }> {
    const repository = find(c)
    needs(c, host, repository, 'checks', 'read')
    const ref = (c.req.param('ref') ?? '').replace(/^(refs\/)?heads\//, '')
    const sha = await resolveCommit(repository.directory, ref)
    if (!sha) throw new ApiError(422, `No commit found for SHA: ${ref}`)
    return { repository, sha }
  }
}

function appOf(c: Context<ServerEnv>) {
  const app = c.get('session').app?.app
  return app ? { id: app.id, slug: app.slug, name: app.name } : null
}
