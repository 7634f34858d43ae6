import 'server-only'
import { z } from 'zod'
import { nullIf } from '@/lib/errors'
import { callGitHub } from './api-errors'
import type { GitHubClient } from './client'
import { isCutBySso } from './http-answer'
import type { VisibleRepositories } from './visible-repositories'

/** An installation as GitHub's REST answers and webhooks describe it. */
export const Installation = z.object({
  id: z.number().int().positive(),
  account: z
    .object({
      id: z.number().int().positive(),
      login: z.string().max(100).optional(),
      type: z.string().optional(),
      avatar_url: z.string().nullish(),
    })
    .nullable(),
  repository_selection: z.enum(['all', 'selected']),
  permissions: z.record(z.string(), z.string()),
  suspended_at: z.string().nullish(),
})

/** Where the App is installed in an organisation. */
export interface ListedInstallation {
  readonly githubId: bigint
  readonly organisation: { readonly githubId: bigint; readonly login: string; readonly avatarUrl: string | null }
  readonly repositorySelection: 'all' | 'selected'
  readonly permissions: Readonly<Record<string, string>>
  readonly suspendedAt: Date | null
}

/** Null for the account of a person or an enterprise, whose repositories are not audited. */
export function toListedInstallation(installation: z.infer<typeof Installation>): ListedInstallation | null {
  const { id, account, repository_selection, permissions, suspended_at } = installation
  if (account?.type !== 'Organization' || account.login === undefined) return null
  return {
    githubId: BigInt(id),
    organisation: { githubId: BigInt(account.id), login: account.login, avatarUrl: account.avatar_url ?? null },
    repositorySelection: repository_selection,
    permissions,
    suspendedAt: suspended_at ? new Date(suspended_at) : null,
  }
}

export interface Installations {
  readonly items: readonly ListedInstallation[]
  /** False when GitHub left some out. */
  readonly isComplete: boolean
}

const PER_PAGE = 100
const MOST_PAGES = 500
/** Pages under way at once. */
const WIDTH = 6

const OfViewer = z.object({ total_count: z.number().int().nonnegative(), installations: z.array(Installation) })

/** The installations of which the owner of the token may read something; the token must come from the App's sign-in. */
export async function listInstallationsOfViewer(client: GitHubClient): Promise<Installations> {
  const { items, isComplete } = await collectCounted((page) =>
    callGitHub('where the App is installed', async () => {
      const { data, headers } = await client.octokit.request('GET /user/installations', { per_page: PER_PAGE, page })
      const { total_count, installations } = OfViewer.parse(data)
      return { total: total_count, items: installations, isShort: isCutBySso(headers) }
    }),
  )
  return { items: items.flatMap((item) => toListedInstallation(item) ?? []), isComplete }
}

/** All installations of the App; the client must speak for the App itself. */
export async function listInstallationsOfApp(client: GitHubClient): Promise<Installations> {
  const items: ListedInstallation[] = []
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const installations = await callGitHub('where the App is installed', async () => {
      const { data } = await client.octokit.request('GET /app/installations', { per_page: PER_PAGE, page })
      return z.array(Installation).parse(data)
    })
    items.push(...installations.flatMap((item) => toListedInstallation(item) ?? []))
    if (installations.length < PER_PAGE) return { items, isComplete: true }
  }
  return { items, isComplete: false }
}

/** One installation of the App as it is now; null when there is none. The client must speak for the App itself. */
export async function fetchInstallation(
  client: GitHubClient,
  installationId: bigint,
): Promise<z.infer<typeof Installation> | null> {
  return callGitHub('the installation of the App', async () => {
    const asked = { installation_id: Number(installationId) }
    return Installation.parse((await client.octokit.request('GET /app/installations/{installation_id}', asked)).data)
  }).catch(nullIf('not-found'))
}

const Reached = z.object({
  total_count: z.number().int().nonnegative(),
  repositories: z.array(
    z.object({ id: z.number().int().positive(), permissions: z.object({ admin: z.boolean() }).optional() }),
  ),
})

/**
 * The repositories of an installation that the owner of the token was given, what is merely public left out. Throws
 * AppError 'not-found' or 'forbidden' where there is no such installation for them, or it is suspended.
 */
export async function listInstallationRepositories(
  client: GitHubClient,
  installationId: bigint,
): Promise<Pick<VisibleRepositories, 'repositoryIds' | 'administeredIds' | 'isComplete'>> {
  const { items, isComplete } = await collectCounted((page) =>
    callGitHub('the repositories that you may see', async () => {
      const route = 'GET /user/installations/{installation_id}/repositories'
      const asked = { installation_id: Number(installationId), per_page: PER_PAGE, page }
      const { data, headers } = await client.octokit.request(route, asked)
      const { total_count, repositories } = Reached.parse(data)
      return { total: total_count, items: repositories, isShort: isCutBySso(headers) }
    }),
  )
  const administered = items.filter(({ permissions }) => permissions?.admin)
  return { repositoryIds: items.map(toId), administeredIds: administered.map(toId), isComplete }
}

function toId({ id }: { readonly id: number }): bigint {
  return BigInt(id)
}

const About = z.object({ html_url: z.url() })

/** The App's own page on GitHub; the client must speak for the App itself. */
export async function fetchAppAddress(client: GitHubClient): Promise<string> {
  return callGitHub('the GitHub App', async () => About.parse((await client.octokit.request('GET /app')).data).html_url)
}

interface CountedPage<T> {
  readonly total: number
  readonly items: readonly T[]
  readonly isShort: boolean
}

/** The first page says how many there are; the others follow several at a time. */
async function collectCounted<T extends { readonly id: number }>(
  fetchPage: (page: number) => Promise<CountedPage<T>>,
): Promise<{ items: readonly T[]; isComplete: boolean }> {
  const first = await fetchPage(1)
  const pages = [first]
  const last = Math.min(Math.ceil(first.total / PER_PAGE), MOST_PAGES)
  for (let start = 2; start <= last; start += WIDTH) {
    const numbers = Array.from({ length: Math.min(WIDTH, last - start + 1) }, (_, index) => start + index)
    pages.push(...(await Promise.all(numbers.map(fetchPage))))
  }
  // What moves between two pages while they are read may come twice, and then something else is missing.
  const items = [...new Map(pages.flatMap((page) => page.items).map((item) => [item.id, item])).values()]
  return { items, isComplete: items.length >= first.total && !pages.some((page) => page.isShort) }
}
