import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { OrgRole } from '@/lib/data/visibility'
import { findVisibleRepository } from '@/lib/data/visible-repository'
import { env } from '@/lib/env'
import { hasCode } from '@/lib/errors'
import { isLoopbackHost } from './loopback'
import { getViewer, type Viewer } from './viewer'
import { visibilityOf } from './visible-organisation'

/** What one viewer may see in one organisation, as GitHub says. */
export interface OrgAccess {
  readonly viewerId: bigint
  readonly organisationId: bigint
  /** Login of the organisation as GitHub spells it today. */
  readonly login: string
  readonly role: OrgRole
  /** Repositories that GitHub lets this viewer read: every query filters by these. */
  readonly repositoryIds: readonly bigint[]
  /** Those of them that this viewer administers, owners left out, who administer all. */
  readonly administeredIds?: readonly bigint[]
  /** Those that this viewer may push to, owners left out, who may push to all. */
  readonly writableIds?: readonly bigint[]
  /** False when GitHub said that its answer is short. */
  readonly isComplete: boolean
}

export interface RepositoryAccess extends OrgAccess {
  readonly repositoryId: bigint
  /** The repository's name as GitHub spells it today. */
  readonly repositoryName: string
  /** GitHub tells this viewer the repository's settings. */
  readonly administers: boolean
  /** GitHub lets this viewer push to it. */
  readonly mayWrite: boolean
}

/** The signed-in person; somebody signed out is sent to the sign-in page. */
export async function requireViewer(): Promise<Viewer> {
  return (await getViewer()) ?? goToSignIn()
}

/** Authorises the viewer for an organisation; a stranger gets the not-found page, somebody signed out the sign-in page. */
export async function requireOrgAccess(login: string): Promise<OrgAccess> {
  return requireOnce(login.toLowerCase())
}

const requireOnce = cache(async (login: string): Promise<OrgAccess> => {
  const viewer = await requireViewer()
  const access = await findOrgAccess(viewer.id, login).catch((error: unknown) => {
    if (hasCode(error, 'signed-out')) return goToSignIn()
    if (hasCode(error, 'misconfigured')) return goToSignIn('OtherKey')
    throw error
  })
  return access ?? notFound()
})

/** The same without leading anywhere: null for a stranger; throws AppError 'signed-out' and 'github-unavailable'. */
export async function findOrgAccess(viewerId: bigint, login: string): Promise<OrgAccess | null> {
  const visibility = await visibilityOf(viewerId, login)
  if (!visibility) return null
  const { login: spelling, organisationId, role, repositoryIds, administeredIds, writableIds, isComplete } = visibility
  return { viewerId, organisationId, login: spelling, role, repositoryIds, administeredIds, writableIds, isComplete }
}

/** Authorises for one repository; what the viewer can't see and what does not exist look the same. */
export async function requireRepositoryAccess(login: string, name: string): Promise<RepositoryAccess> {
  return requireRepositoryOnce(login, name)
}

const requireRepositoryOnce = cache(async (login: string, name: string): Promise<RepositoryAccess> => {
  return (await findRepositoryAccess(await requireOrgAccess(login), name)) ?? notFound()
})

/** The same for a viewer who was authorised for the organisation already; null for what they can't see. */
export async function findRepositoryAccess(access: OrgAccess, name: string): Promise<RepositoryAccess | null> {
  const repository = await findVisibleRepository(access.organisationId, access.repositoryIds, name)
  if (!repository) return null
  const administers = access.role === 'admin' || (access.administeredIds?.includes(repository.githubId) ?? false)
  const mayWrite = administers || (access.writableIds?.includes(repository.githubId) ?? false)
  return { ...access, repositoryId: repository.githubId, repositoryName: repository.name, administers, mayWrite }
}

/** `x-airworthy-path` is set by proxy.ts, because a page does not know its own address. */
async function goToSignIn(problem?: 'OtherKey'): Promise<never> {
  const asked = await headers()
  const path = asked.get('x-airworthy-path')
  const origin = originOfSessions(asked.get('host'))
  const query = new URLSearchParams({ ...(path && { from: path }), ...(problem && { error: problem }) })
  return redirect(query.size > 0 ? `${origin}/sign-in?${query}` : `${origin}/sign-in`)
}

/** Cookies of localhost and 127.0.0.1 are strangers to each other: a sign-in begun on one could not end on the other. */
function originOfSessions(host: string | null): string {
  const own = new URL(env().NEXTAUTH_URL)
  if (!host || !isLoopbackHost(host) || !isLoopbackHost(own.host)) return ''
  const asked = new URL(`http://${host}`)
  return asked.hostname !== own.hostname && asked.port === own.port ? own.origin : ''
}
