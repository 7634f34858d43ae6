import 'server-only'
import { findOrgAccess } from '@/lib/auth/access'
import { requireOperator } from '@/lib/auth/operator'
import { AppError } from '@/lib/errors'

/** What an operator may read the names of: figures are of everything, names only of what GitHub shows them as well. */
export interface Sight {
  sees(organisationId: bigint): boolean
  /** Of what may be about any repository of an organisation (`repositoryId` null), only its owners read all. */
  seesAll(organisationId: bigint, repositoryId: bigint | null): boolean
}

interface Place {
  readonly organisationId: bigint | null
  readonly organisation: string | null
}

const MOST_ASKED = 30

/** Asks GitHub, or what it said lately, about the organisations of these rows; beyond 30 of them none is shown. */
export async function sightOf(places: readonly Place[]): Promise<Sight> {
  const { id } = await requireOperator()
  const logins = [...new Set(places.flatMap(({ organisation }) => organisation ?? []))].slice(0, MOST_ASKED)
  const accesses = await Promise.all(logins.map((login) => findOrgAccess(id, login).catch(nothing)))
  const seen = new Map(
    accesses.flatMap((access) =>
      access ? [[access.organisationId, { ...access, repositories: new Set(access.repositoryIds) }] as const] : [],
    ),
  )
  return {
    sees: (organisationId) => seen.has(organisationId),
    seesAll: (organisationId, repositoryId) => {
      const access = seen.get(organisationId)
      if (!access) return false
      return repositoryId === null ? access.role === 'admin' : access.repositories.has(repositoryId)
    },
  }
}

/** While GitHub does not answer, nothing is sure to be theirs to read. */
function nothing(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
