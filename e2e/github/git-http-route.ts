import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { createGunzip } from 'node:zlib'
import type { Context, Hono } from 'hono'
import { ApiError } from './api-error'
import { grantedOn, withAppAccess } from './apps/app-access'
import { allows } from './apps/installation-session'
import { listRefs } from './git/refs'
import { advertiseRefs, exchangePacks, type GitService } from './git/smart-http'
import type { Host, Repository } from './host'
import { refreshPulls } from './pulls/refresh-pulls'
import type { ServerEnv } from './server-env'
import type { Services } from './services'
import { authenticate, type Session } from './session'
import { permissionFlags } from './visibility'
import { emitPush } from './webhooks/push-event'

/** `git clone`, `git fetch` and `git push` over HTTP, with a token as the password. */
export function routeGit(app: Hono<ServerEnv>, services: Services): void {
  const { host } = services
  /** Two pushes at once could not be told apart by what they moved. */
  const pushing = new Map<number, Promise<void>>()

  app.get('/:owner/:repo/info/refs', (c) =>
    admit(services, c, serviceNamed(c.req.query('service')), (repository, service) => {
      const offered = advertiseRefs(repository.directory, { service, protocol: c.req.header('git-protocol') })
      return answer(c, `application/x-${service}-advertisement`, offered)
    }),
  )

  app.post('/:owner/:repo/:service{git-upload-pack|git-receive-pack}', (c) =>
    admit(services, c, serviceNamed(c.req.param('service')), async (repository, service, session) => {
      if (service === 'git-upload-pack') return exchange(c, repository, service).response
      const { id } = repository.about
      const turn = pushing.get(id)
      let end = () => {}
      pushing.set(id, new Promise<void>((resolve) => (end = resolve)))
      try {
        await turn
        const before = await listRefs(repository.directory)
        const { response, finished } = exchange(c, repository, service)
        services.webhooks.whileRunning(
          finished.then(() => tellPush(services, repository, before, session)).finally(end),
        )
        return response
      } catch (error) {
        end()
        throw error
      }
    }),
  )

  function exchange(c: Context<ServerEnv>, repository: Repository, service: GitService) {
    const { body } = c.req.raw
    const sent = body ? Readable.fromWeb(body as ReadableStream) : Readable.from([])
    const input = c.req.header('content-encoding') === 'gzip' ? sent.pipe(createGunzip()) : sent
    const protocol = c.req.header('git-protocol')
    const { output, finished } = exchangePacks(repository.directory, { service, protocol }, input)
    return { response: answer(c, `application/x-${service}-result`, output), finished }
  }

  /** Lets in who may read, or write when something is pushed; asks the anonymous for a token before anything else. */
  async function admit(
    { tokens }: Services,
    c: Context<ServerEnv>,
    service: GitService | undefined,
    work: (repository: Repository, service: GitService, session: Session) => Response | Promise<Response>,
  ): Promise<Response> {
    if (!service) return c.text('Please upgrade your git client.', 403)
    const owner = c.req.param('owner') ?? ''
    const name = (c.req.param('repo') ?? '').replace(/\.git$/, '')
    const credentials = c.req.header('authorization')
    let session: Session
    try {
      session = authenticate(host, tokens, credentials)
    } catch (error) {
      if (error instanceof ApiError) return askForToken(c, 'Invalid username or token.')
      throw error
    }
    return withAppAccess(session.app, async () => {
      const viewer = session.user?.login
      const repository = host.findRepository(owner, name, viewer)
      if (!repository) {
        const moved = host.findMoved(owner, name, viewer)
        if (moved) return c.redirect(moveTo(host, c, owner, moved), 301)
        return credentials ? c.text('Repository not found.', 404) : askForToken(c, 'Repository not found.')
      }
      if (service === 'git-receive-pack') {
        if (!credentials) return askForToken(c, 'Authentication required.')
        if (repository.about.archived) return c.text('This repository was archived so it is read-only.', 403)
      }
      if (!isAllowed(host, repository, service, session)) {
        const who = session.user?.login ?? 'this installation'
        return c.text(`Permission to ${repository.fullName}.git denied to ${who}.`, 403)
      }
      return work(repository, service, session)
    })
  }
}

function isAllowed(host: Host, repository: Repository, service: GitService, { user, app }: Session): boolean {
  const writes = service === 'git-receive-pack'
  const permissions = app && grantedOn(app, repository.organisation, repository.about)
  const isOpen = !writes && !repository.about.private
  if (app && !isOpen && !(permissions && allows(permissions, 'contents', writes ? 'write' : 'read'))) return false
  return !writes || permissionFlags(host.permission(repository, user?.login)).push
}

/** Every branch and tag that a push has moved is told. */
async function tellPush(
  { host, webhooks }: Services,
  repository: Repository,
  before: ReadonlyMap<string, string>,
  { user, app }: Session,
): Promise<void> {
  const after = await listRefs(repository.directory)
  const moved = [...new Set([...before.keys(), ...after.keys()])].filter((ref) => before.get(ref) !== after.get(ref))
  if (moved.length === 0) return
  host.pushes.set(repository.about.id, new Date().toISOString())
  host.changed(repository)
  const sender = user?.login ?? (app?.kind === 'installation' ? `${app.app.slug}[bot]` : undefined)
  for (const ref of moved) {
    await emitPush(host, webhooks, repository, { ref, before: before.get(ref), after: after.get(ref) }, sender)
  }
  await refreshPulls(host, repository, sender)
}

function moveTo(host: Host, c: Context<ServerEnv>, owner: string, { fullName }: Repository): string {
  const rest = c.req.path.slice(1 + owner.length + 1 + (c.req.param('repo') ?? '').length)
  return `${host.url}/${fullName}.git${rest}${new URL(c.req.url).search}`
}

function serviceNamed(name: string | undefined): GitService | undefined {
  return name === 'git-upload-pack' || name === 'git-receive-pack' ? name : undefined
}

function askForToken(c: Context<ServerEnv>, message: string): Response {
  c.header('www-authenticate', 'Basic realm="GitHub"')
  return c.text(message, 401)
}

function answer(c: Context<ServerEnv>, type: string, stream: Readable): Response {
  c.header('content-type', type)
  c.header('cache-control', 'no-cache')
  const web: ReadableStream = Readable.toWeb(stream)
  return c.body(web as globalThis.ReadableStream<Uint8Array>)
}
