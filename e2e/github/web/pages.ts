import type { Context, Hono } from 'hono'
import { readChanges, readCommit, readHistory } from '../git/commits'
import { readBlob, readEntry, readTree } from '../git/objects'
import { resolveCommit } from '../git/refs'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { avatarSvg } from './avatar'
import { changesPage, filePage, folderPage, listPage, notFoundPage, rawText } from './page-bodies'
import { pageRepository, pageViewer } from './page-viewer'

const LARGEST_PAGE = 1024 * 1024

/** The pages that links to this GitHub open; what is private only opens for who signed in here and may read it. */
export function routePages(app: Hono<ServerEnv>, services: Services): void {
  const { host } = services
  const missing = (c: Context<ServerEnv>) => c.html(notFoundPage(), 404)
  const find = (c: Context<ServerEnv>) => pageRepository(c, services)

  app.get('/avatars/:file', (c) => {
    const login = c.req.param('file').replace(/\.svg$/, '')
    return c.body(avatarSvg(login), 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=3600' })
  })

  app.get('/', (c) => {
    const organisations = host.description.organisations.map(({ login, name, description }) => ({
      href: `/${login}`,
      text: name,
      note: description ?? '',
    }))
    return c.html(listPage('Local GitHub', 'The organisations that live here.', organisations))
  })

  app.get('/:owner', (c) => {
    const organisation = host.findOrganisation(c.req.param('owner'))
    const user = host.findUser(c.req.param('owner'))
    if (!organisation) return user ? c.html(listPage(user.name ?? user.login, user.login, [])) : missing(c)
    const repositories = host.visibleRepositories(pageViewer(c, services), organisation)
    const links = repositories.map(({ about, fullName }) => ({
      href: `/${fullName}`,
      text: about.name,
      note: about.description ?? '',
    }))
    return c.html(listPage(organisation.name, organisation.description ?? '', links))
  })

  app.get('/:owner/:repo', async (c) => {
    const repository = find(c)
    if (!repository) return missing(c)
    const head = await host.head(repository)
    const entries = head ? await readTree(repository.directory, head.tree, false) : []
    return c.html(folderPage(repository, head, '', entries))
  })

  const showPath = async (c: Context<ServerEnv>) => {
    const repository = find(c)
    const sha = repository && (await resolveCommit(repository.directory, c.req.param('ref') ?? ''))
    const commit = sha ? await readCommit(repository.directory, sha) : undefined
    const path = (c.req.param('path') ?? '').replace(/\/$/, '')
    const entry = repository && commit ? await readEntry(repository.directory, commit.tree, path) : undefined
    if (!repository || !commit || !entry) return missing(c)
    if (entry.type === 'tree') {
      return c.html(folderPage(repository, commit, path, await readTree(repository.directory, entry.sha, false)))
    }
    const bytes = await readBlob(repository.directory, entry.sha)
    if (!bytes) return missing(c)
    if (c.req.param('kind') === 'raw') return rawText(bytes)
    return c.html(filePage(repository, commit, path, bytes.subarray(0, LARGEST_PAGE), bytes.length))
  }
  app.get('/:owner/:repo/tree/:ref', showPath)
  app.get('/:owner/:repo/:kind{blob|raw|tree}/:ref/:path{.*}', showPath)

  app.get('/:owner/:repo/commit/:sha', async (c) => {
    const repository = find(c)
    const sha = repository && (await resolveCommit(repository.directory, c.req.param('sha')))
    const commit = sha ? await readCommit(repository.directory, sha) : undefined
    if (!repository || !commit) return missing(c)
    return c.html(changesPage(repository, [commit], await readChanges(repository.directory, commit.sha)))
  })

  app.get('/:owner/:repo/compare/:range', async (c) => {
    const repository = find(c)
    const [base = '', head = ''] = c.req.param('range').split('...')
    if (!repository) return missing(c)
    const from = await resolveCommit(repository.directory, base)
    const to = await resolveCommit(repository.directory, head)
    if (!from || !to) return missing(c)
    const before = new Set((await readHistory(repository.directory, from)).map(({ sha }) => sha))
    const commits = (await readHistory(repository.directory, to)).filter(({ sha }) => !before.has(sha))
    return c.html(changesPage(repository, commits, []))
  })
}
