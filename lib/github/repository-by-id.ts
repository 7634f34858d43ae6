import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { callGitHub, unavailable } from './api-errors'
import type { GitHubClient } from './client'
import { answerBehind, type HttpAnswer } from './http-answer'

/** Where a repository is now, whatever its name and owner were. */
export interface RepositoryPlace {
  readonly githubId: bigint
  readonly name: string
  readonly owner: { readonly githubId: bigint; readonly login: string }
}

const Place = z.object({
  id: z.number().int(),
  name: z.string(),
  owner: z.object({ id: z.number().int(), login: z.string() }),
})

export interface PlaceAnswer {
  /** Null when GitHub knows no such repository, or hides it from this token. */
  readonly place: RepositoryPlace | null
  /** False when the token's scopes are told and leave private repositories out. */
  readonly mayReadPrivate: boolean | null
}

/** Asks for a repository by its numeric id: one REST request. */
export async function findRepositoryPlace(client: GitHubClient, githubId: bigint): Promise<PlaceAnswer> {
  const what = 'a repository by its number'
  const response = await callGitHub<HttpAnswer>(what, () =>
    client.octokit.request('GET /repositories/{id}', { id: Number(githubId) }).catch(missingOrThrow),
  )
  const scopes = response.headers['x-oauth-scopes']
  const mayReadPrivate =
    typeof scopes === 'string' && scopes !== '' ? scopes.split(',').some((scope) => scope.trim() === 'repo') : null
  if (response.status === 404) return { place: null, mayReadPrivate }
  const { data, error } = Place.safeParse(response.data)
  if (!data) throw unavailable(what, error)
  if (BigInt(data.id) !== githubId) throw new AppError('unreadable', 'GitHub answered for another repository.')
  const { id, name, owner } = data
  return {
    place: { githubId: BigInt(id), name, owner: { githubId: BigInt(owner.id), login: owner.login } },
    mayReadPrivate,
  }
}

function missingOrThrow(error: unknown): HttpAnswer {
  const answer = answerBehind(error)
  if (answer?.status === 404) return answer
  throw error
}
