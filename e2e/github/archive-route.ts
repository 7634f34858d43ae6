import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Hono } from 'hono'
import { streamArchive } from './git/objects'
import { isSha } from './git/refs'
import type { ServerEnv } from './server-env'
import type { Services } from './services'

/** The separate service that hands out archives: the link is the permission. */
export function routeArchives(app: Hono<ServerEnv>, { host, links, counters }: Services): void {
  app.get('/_codeload/:owner/:repo/legacy.tar.gz/:sha', (c) => {
    const { owner, repo, sha } = c.req.param()
    const { expires, token } = c.req.query()
    const known = links.verify(c.req.path, expires, token) && isSha(sha)
    const repository = known ? host.findAnyRepository(owner, repo) : undefined
    if (!repository) return c.text('404: Not Found', 404)
    counters.countDownload(repository.fullName)
    const prefix = `${owner}-${repo}-${sha.slice(0, 7)}`
    const stream = streamArchive(repository.directory, sha, prefix)
    c.header('content-type', 'application/x-gzip')
    c.header('content-disposition', `attachment; filename=${prefix}.tar.gz`)
    return c.body(toWeb(stream))
  })
}

function toWeb(stream: Readable): globalThis.ReadableStream<Uint8Array> {
  const web: ReadableStream = Readable.toWeb(stream)
  return web as globalThis.ReadableStream<Uint8Array>
}
