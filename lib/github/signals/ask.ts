import 'server-only'
import { AppError, RateLimited } from '@/lib/errors'
import { callGitHub } from '../api-errors'
import type { GitHubClient } from '../client'

export interface SignalSource {
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
}

export type Asked =
  | { readonly status: 'answered'; readonly data: unknown }
  | { readonly status: 'absent' | 'refused'; readonly message: string }

/** GETs an address of a repository; `absent` is 404, `refused` is 403. Throws at limits and outages. */
export async function askRepository(
  { octokit }: GitHubClient,
  { owner, name }: SignalSource,
  path: string,
): Promise<Asked> {
  try {
    const { data } = await callGitHub(`${path} of ${owner}/${name}`, () =>
      octokit.request(`GET /repos/{owner}/{repo}${path}`, { owner, repo: name }),
    )
    return { status: 'answered', data }
  } catch (error) {
    if (!(error instanceof AppError) || error instanceof RateLimited) throw error
    if (error.code === 'not-found') return { status: 'absent', message: causeOf(error) }
    if (error.code === 'forbidden') return { status: 'refused', message: causeOf(error) }
    throw error
  }
}

function causeOf({ cause }: AppError): string {
  return cause instanceof Error ? cause.message : ''
}
