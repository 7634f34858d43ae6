import 'server-only'
import type { z } from 'zod'
import { AppError, RateLimited } from '@/lib/errors'
import { callGitHub, unavailable } from '../api-errors'
import type { GitHubClient } from '../client'

export interface SignalSource {
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  /** What the App's installation was granted, by GitHub's names; null for a person's token, which GitHub is asked with. */
  readonly granted: Readonly<Record<string, string>> | null
}

/** `absent` is 404, `refused` is 403; the message is GitHub's own. */
export type Asked<T> =
  | { readonly status: 'answered'; readonly data: T }
  | { readonly status: 'absent' | 'refused'; readonly message: string }

/**
 * GETs what lies below a repository's address: `route` is Octokit's template, such as `/branches/{branch}`, and what it
 * does not name of the parameters becomes the query. Throws at limits and outages.
 */
export async function askRepository<T>(
  { octokit }: GitHubClient,
  { owner, name }: SignalSource,
  route: string,
  parameters: Readonly<Record<string, string | number>>,
  schema: z.ZodType<T>,
): Promise<Asked<T>> {
  const what = `${route.slice(1) || 'the settings'} of ${owner}/${name}`
  try {
    const { data } = await callGitHub(what, () =>
      octokit.request(`GET /repos/{owner}/{repo}${route}`, { owner, repo: name, ...parameters }),
    )
    const parsed = schema.safeParse(data)
    if (!parsed.success) throw unavailable(what, parsed.error)
    return { status: 'answered', data: parsed.data }
  } catch (error) {
    if (!(error instanceof AppError) || error instanceof RateLimited) throw error
    if (error.code === 'not-found') return { status: 'absent', message: causeOf(error) }
    if (error.code === 'forbidden') return { status: 'refused', message: causeOf(error) }
    throw error
  }
}

/** False when the App's installation is known to lack a permission, so that GitHub need not be asked. */
export function mayAsk({ granted }: SignalSource, permission: string): boolean {
  return granted === null || granted[permission] !== undefined
}

function causeOf({ cause }: AppError): string {
  return cause instanceof Error ? cause.message : ''
}
