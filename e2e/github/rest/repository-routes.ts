import type { Context, Hono } from 'hono'
import { ApiError, notFound } from '../api-error'
import type { Commit } from '../git/commit'
import { readChanges, readCommit, readHistory } from '../git/commits'
import { listBranches, readBranch, resolveCommit } from '../git/refs'
import type { Repository } from '../host'
import { protectionSummary } from '../protection/protection-shapes'
import { protectionOf } from '../protection/settings'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { commitShape, commitWithFilesShape } from './commit-shapes'
import { languageBytes } from './languages'
import { paginate } from './pagination'
import { fullRepositoryShape } from './repository-shapes'

export type FindRepository = (c: Context<ServerEnv>) => Repository

const EMPTY = () => new ApiError(409, 'Git Repository is empty.')

export function routeRepositories(api: Hono<ServerEnv>, services: Services, find: FindRepository): void {
  const { host } = services

  api.get('/repos/:owner/:repo', async (c) =>
    c.json(await fullRepositoryShape(host, find(c), c.get('session').user?.login)),
  )

  api.get('/repositories/:id', async (c) => {
    const viewer = c.get('session').user?.login
    const repository = host.findRepositoryById(Number(c.req.param('id')), viewer)
    if (!repository) throw notFound()
    return c.json(await fullRepositoryShape(host, repository, viewer))
  })

  api.get('/repos/:owner/:repo/commits', async (c) => {
    const repository = find(c)
    const { sha = repository.about.defaultBranch, since, until, path, author } = c.req.query()
    if (!(await host.head(repository))) throw EMPTY()
    const start = await resolveCommit(repository.directory, sha)
    if (!start) throw notFound()
    const history = await readHistory(repository.directory, start, { since, until, path })
    const commits = author ? history.filter((commit) => isBy(commit, author)) : history
    return c.json(paginate(services, c, commits).map((commit) => commitShape(host, repository, commit)))
  })

  api.get('/repos/:owner/:repo/commits/:ref{.+}', async (c) => {
    const repository = find(c)
    const ref = c.req.param('ref')
    if (!(await host.head(repository))) throw EMPTY()
    const sha = await resolveCommit(repository.directory, ref)
    const commit = sha ? await readCommit(repository.directory, sha) : undefined
    if (!commit) throw new ApiError(422, `No commit found for SHA: ${ref}`)
    if (/application\/vnd\.github(\.v3)?\.sha/.test(c.req.header('accept') ?? '')) {
      return c.body(commit.sha, 200, { 'content-type': 'application/vnd.github.sha; charset=utf-8' })
    }
    const changes = await readChanges(repository.directory, commit.sha)
    return c.json(commitWithFilesShape(host, repository, commit, changes))
  })

  api.get('/repos/:owner/:repo/branches', async (c) => {
    const repository = find(c)
    const branches = paginate(services, c, await listBranches(repository.directory))
    const url = `${host.apiUrl}/repos/${repository.fullName}/commits`
    return c.json(
      branches.map(({ name, sha }) => ({
        name,
        commit: { sha, url: `${url}/${sha}` },
        protected: protectionOf(host, repository, name).isProtected,
      })),
    )
  })

  api.get('/repos/:owner/:repo/branches/:branch{.+}', async (c) => {
    const repository = find(c)
    const name = c.req.param('branch')
    const sha = await readBranch(repository.directory, name)
    const commit = sha ? await readCommit(repository.directory, sha) : undefined
    if (!commit) throw new ApiError(404, 'Branch not found')
    const url = `${host.apiUrl}/repos/${repository.fullName}/branches/${name}`
    const { isProtected, rule } = protectionOf(host, repository, name)
    return c.json({
      name,
      commit: commitShape(host, repository, commit),
      _links: { self: url, html: `${host.url}/${repository.fullName}/tree/${name}` },
      protected: isProtected,
      protection: protectionSummary(rule),
      protection_url: `${url}/protection`,
    })
  })

  api.get('/repos/:owner/:repo/languages', async (c) => c.json(Object.fromEntries(await languageBytes(host, find(c)))))

  for (const path of ['/repos/:owner/:repo/tarball', '/repos/:owner/:repo/tarball/:ref{.+}']) {
    api.get(path, async (c) => {
      const repository = find(c)
      const sha = await resolveCommit(repository.directory, c.req.param('ref') ?? repository.about.defaultBranch)
      if (!sha) throw notFound()
      return c.redirect(host.url + services.links.sign(`/_codeload/${repository.fullName}/legacy.tar.gz/${sha}`), 302)
    })
  }

  function isBy({ author }: Commit, wanted: string): boolean {
    return author.email === wanted || host.findUserByEmail(author.email)?.login === wanted
  }
}
