import 'server-only'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AppError } from '@/lib/errors'
import { isArchiveAddress, restBase } from './addresses'
import { callGitHub, unavailable } from './api-errors'
import { type GitHubClient, USER_AGENT } from './client'
import { rateLimited } from './take-turn'

/** What an archive costs: the link to it, and the download. */
export const ARCHIVE_REQUESTS = 2
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000

/** The archive (tar, gzip) of one commit as a stream; its link must lead to the configured GitHub. */
export async function openTarball(
  client: GitHubClient,
  owner: string,
  name: string,
  commit: string,
  { timeoutMs = DOWNLOAD_TIMEOUT_MS } = {},
): Promise<Readable> {
  const what = `the archive of ${owner}/${name}`
  const { status, headers } = await callGitHub(what, () =>
    client.octokit.request('GET /repos/{owner}/{repo}/tarball/{ref}', {
      owner,
      repo: name,
      ref: commit,
      request: { redirect: 'manual', parseSuccessResponseBody: false },
    }),
  )
  const location = headers.location
  if (status < 300 || !location) throw unavailable(what, new Error(`HTTP ${status} without a link`))
  const link = new URL(location, `${restBase()}/`).href
  if (!isArchiveAddress(link)) {
    throw new AppError('github-unavailable', `GitHub's link to ${what} leads to a host that is not configured.`)
  }
  return download(client, what, link, timeoutMs)
}

async function download(client: GitHubClient, what: string, link: string, timeoutMs: number): Promise<Readable> {
  client.usage.requests += 1
  let response: Response
  try {
    response = await fetch(link, {
      headers: { 'user-agent': USER_AGENT },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (error) {
    throw unavailable(what, error)
  }
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after')) || 60
    throw rateLimited(new Date(Date.now() + seconds * 1000))
  }
  if (response.status === 404) throw new AppError('not-found', `GitHub has no archive of this commit (${what}).`)
  if (!response.ok || !response.body) throw unavailable(what, new Error(`HTTP ${response.status}`))
  return Readable.fromWeb(response.body as ReadableStream<Uint8Array>)
}
