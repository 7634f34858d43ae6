import 'server-only'
import type { Readable } from 'node:stream'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { ReadingLimit } from '@/lib/snapshot/reading-limit'
import { isArchiveAddress } from './addresses'
import { callGitHub, unavailable } from './api-errors'
import { type ArchiveBounds, DEFAULT_BOUNDS, downloadArchive } from './archive-download'
import { takeArchiveTurn } from './archive-turn'
import type { Outcome } from './budget'
import type { GitHubClient } from './client'

/** What an archive costs: the link to it, and the download. */
export const ARCHIVE_REQUESTS = 2

/**
 * The archive (tar, gzip) of one commit as a stream; its link must lead to the configured GitHub. Whoever reads it must
 * destroy it in the end, with an error when what arrived was broken: downloads pause when several fail in a row. The
 * stream itself fails with AppError 'github-unavailable' when it breaks off, and with ArchiveTooLarge.
 */
export async function openTarball(
  client: GitHubClient,
  owner: string,
  name: string,
  commit: string,
  bounds: Partial<ArchiveBounds> = {},
): Promise<Readable> {
  const what = `the archive of ${owner}/${name}`
  const turn = await takeArchiveTurn(client.spending)
  try {
    const link = await findLink(client, owner, name, commit, what)
    client.usage.requests += 1
    const stream = await downloadArchive(link, what, turn, { ...DEFAULT_BOUNDS, ...bounds })
    stream.once('end', () => turn.leave())
    stream.once('close', () => void turn.end(outcomeOf(stream)))
    return stream
  } catch (error) {
    await turn.end({ kind: 'released' })
    throw error
  }
}

async function findLink(
  client: GitHubClient,
  owner: string,
  name: string,
  commit: string,
  what: string,
): Promise<string> {
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
  const link = new URL(location, `${env().GITHUB_API_URL}/`).href
  if (!isArchiveAddress(link)) {
    throw new AppError('github-unavailable', `GitHub's link to ${what} leads to a host that is not configured.`)
  }
  return link
}

/** A reader that had enough, by its own bounds or ours, tells nothing of the service. */
function outcomeOf({ errored, readableEnded }: Readable): Outcome {
  if (!errored) return readableEnded ? { kind: 'answered', allowance: null } : { kind: 'released' }
  const isOurs =
    errored instanceof ReadingLimit ||
    errored.name === 'AbortError' ||
    (errored instanceof AppError && errored.code !== 'github-unavailable')
  return { kind: isOurs ? 'released' : 'failed' }
}
