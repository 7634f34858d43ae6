import { Hono } from 'hono'
import { z } from 'zod'
import { controlWorkflowRuns } from './actions/workflow-run-control'
import { BudgetRequest, changeLimits, LimitsRequest, leaveBudget } from './budget-control'
import { routeChanges } from './changes/change-routes'
import { controlStatuses } from './checks/status-control'
import { parseFault } from './faults'
import { pushCommit } from './git/push'
import { isPlainRef, readBranch } from './git/refs'
import { controlSettings } from './protection/settings-control'
import { controlPulls, findAny } from './pulls/pull-control'
import { refreshPulls } from './pulls/refresh-pulls'
import type { ServerEnv } from './server-env'
import type { Services } from './services'
import { emitPush } from './webhooks/push-event'

const SafePath = z
  .string()
  .max(500)
  .refine((path) => {
    const parts = path.split('/')
    return !/[\p{Cc}\\]/u.test(path) && parts.every((part) => !['', '.', '..'].includes(part) && !/^\.git$/i.test(part))
  }, 'not a path inside a repository')

export const PushRequest = z.strictObject({
  owner: z.string(),
  repo: z.string(),
  branch: z.string().refine(isPlainRef, 'not a branch name').optional(),
  files: z.record(SafePath, z.string().nullable()),
  message: z.string().min(1),
  author: z.strictObject({ name: z.string().min(1), email: z.string().min(1) }).optional(),
  date: z.iso.datetime({ offset: true }).optional(),
})
export type PushRequest = z.infer<typeof PushRequest>

/** For tests on the same machine only: misfortunes, counters and pushes. */
export function controlApi(services: Services): Hono<ServerEnv> {
  const { host, faults, counters, budgets, secondary, tokens } = services
  const control = new Hono<ServerEnv>()

  control.use(async (c, next) => {
    const address = c.env.incoming.socket.remoteAddress ?? ''
    const { hostname } = new URL(c.req.url)
    const near = /^(127\.|::1$|::ffff:127\.)/.test(address) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
    // A page in a browser can't send JSON elsewhere without asking first, and nobody answers that question.
    const plain = c.req.method !== 'GET' && !c.req.header('content-type')?.startsWith('application/json')
    if (!near || plain) return c.json({ message: 'Only from this machine, as JSON.' }, 403)
    await next()
  })
  control.onError((error, c) =>
    c.json({ message: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 422),
  )

  control.get('/faults', (c) => c.json(faults.list()))
  control.post('/faults', async (c) => {
    const body: unknown = await c.req.json()
    const wanted = (Array.isArray(body) ? body : [body]).map(parseFault)
    for (const fault of wanted) faults.add(fault)
    return c.json(faults.list(), 201)
  })
  control.get('/counters', (c) => c.json(counters.read()))
  control.post('/clear', (c) => {
    faults.clear()
    counters.clear()
    budgets.clear()
    secondary.clear()
    return c.json({ cleared: ['faults', 'counters', 'budgets'] })
  })
  control.post('/expire-tokens', (c) => {
    tokens.expireAccess()
    return c.json({ expired: true })
  })
  control.post('/reload', async (c) => {
    await host.reload()
    return c.json({ reloaded: true })
  })
  control.post('/limits', async (c) => {
    changeLimits(services, LimitsRequest.parse(await c.req.json()))
    return c.json({ limits: budgets.limits, secondary: secondary.rules ?? false })
  })
  control.post('/budget', async (c) => c.json(leaveBudget(services, BudgetRequest.parse(await c.req.json()))))
  control.post('/push', async (c) => c.json(await push(services, PushRequest.parse(await c.req.json())), 201))
  routeChanges(control, services)
  controlPulls(control, host)
  controlStatuses(control, host)
  controlSettings(control, host)
  controlWorkflowRuns(control, host)
  return control
}

/** Makes a commit as if somebody had pushed it. */
export async function push(
  { host, webhooks }: Pick<Services, 'host' | 'webhooks'>,
  request: PushRequest,
): Promise<{ sha: string; pushedAt: string }> {
  const repository = findAny(host, request)
  const date = request.date ? new Date(request.date) : new Date()
  const branch = request.branch ?? repository.about.defaultBranch
  const before = await readBranch(repository.directory, branch)
  const sha = await pushCommit(repository.directory, {
    branch,
    from: await readBranch(repository.directory, repository.about.defaultBranch),
    files: request.files,
    message: request.message,
    author: request.author ?? { name: 'Local GitHub', email: 'noreply@github.local' },
    date,
  })
  const pushedAt = date.toISOString()
  host.pushes.set(repository.about.id, pushedAt)
  host.changed(repository)
  await emitPush(host, webhooks, repository, { ref: `refs/heads/${branch}`, before, after: sha })
  await refreshPulls(host, repository, request.author && host.findUserByEmail(request.author.email)?.login)
  return { sha, pushedAt }
}
