import 'server-only'
import { requireOrgAccess } from '@/lib/auth/access'
import { getViewerWithOrganisations } from '@/lib/auth/viewer-organisations'
import { wayIn } from '@/lib/env'
import { db } from './db'
import { type OrgRole, readRole } from './visibility'

/** `not-installed` and `suspended` say that the GitHub App can not read it now. */
export type OrganisationState = 'scanned' | 'not-scanned' | 'not-installed' | 'suspended'

/** An organisation into which the viewer may look. Its figures count what GitHub last said that the viewer may read. */
export interface OrganisationSummary {
  readonly login: string
  readonly name: string | null
  readonly description: string | null
  readonly role: OrgRole
  readonly state: OrganisationState
  /** Null when GitHub was not asked within the last hour what the viewer may read, or nothing can be read. */
  readonly repositories: number | null
  /** Mean, 0 to 100. */
  readonly score: number | null
  /** That is counted by weights of its own, so that it does not compare with others'. */
  readonly hasOwnWeights: boolean
  /** ISO timestamp of the last listing. */
  readonly syncedAt: string | null
  /** GitHub's id of the App's installation there, when the App is installed. */
  readonly installationId: string | null
}

/** Organisations of the viewer by name; null for somebody signed out. `anew` asks GitHub whatever it said lately. */
export async function listOrganisations({ anew = false } = {}): Promise<readonly OrganisationSummary[] | null> {
  const viewer = await getViewerWithOrganisations({ anew })
  return viewer && readOrganisations(viewer.id)
}

/** The same for a viewer who was authorised already, and whose organisations are known. */
export async function readOrganisations(viewerId: bigint): Promise<readonly OrganisationSummary[]> {
  const rows = await db().$queryRaw<OrganisationRow[]>`
    select o.login, o.name, o.description, o.weights is not null as "hasOwnWeights", vo.role, o.synced_at, i.github_id as installation_id, i.suspended_at,
      case when v.user_id is not null then count(r.github_id)::int end as repositories, avg(a.score) as score
    from viewer_organisations vo
    join users u on u.github_id = vo.user_id
    join organisations o on o.github_id = vo.organisation_id
    left join installations i on i.organisation_id = o.github_id
    left join access_changes c on c.user_id = vo.user_id and c.organisation_id = vo.organisation_id
    left join visibilities v on v.user_id = vo.user_id and v.organisation_id = vo.organisation_id
      and v.fetched_at > greatest(now() - interval '1 hour', o.access_changed_at, u.access_changed_at, c.changed_at)
    left join repositories r on r.organisation_id = o.github_id and r.removed_at is null and r.is_counted
      and r.github_id = any(v.repository_ids)
    left join audits a on a.id = r.latest_audit_id
    where vo.user_id = ${viewerId} and (v.user_id is not null or (c.changed_at >= u.organisations_asked_at) is not true)
    group by o.github_id, vo.role, v.user_id, i.github_id order by lower(coalesce(o.name, o.login))`
  return rows.map(toSummary)
}

function toSummary({ synced_at, installation_id, suspended_at, ...row }: OrganisationRow): OrganisationSummary {
  const state = stateOf(installation_id, suspended_at, synced_at)
  const isReadable = state === 'scanned' || state === 'not-scanned'
  return {
    ...row,
    role: readRole(row.role),
    state,
    repositories: isReadable ? row.repositories : null,
    score: isReadable ? row.score : null,
    syncedAt: synced_at?.toISOString() ?? null,
    installationId: installation_id?.toString() ?? null,
  }
}

function stateOf(installationId: bigint | null, suspendedAt: Date | null, syncedAt: Date | null): OrganisationState {
  if (wayIn() === 'app' && installationId === null) return 'not-installed'
  if (wayIn() === 'app' && suspendedAt !== null) return 'suspended'
  return syncedAt ? 'scanned' : 'not-scanned'
}

/** What the head of an organisation's pages says. */
export interface OrganisationHeader {
  readonly login: string
  readonly name: string | null
  readonly role: OrgRole
  readonly syncedAt: string | null
  /** The viewer may look into others as well. */
  readonly hasOthers: boolean
}

export async function getOrganisation(login: string): Promise<OrganisationHeader> {
  const access = await requireOrgAccess(login)
  const { viewerId: userId, organisationId } = access
  const [found, other] = await Promise.all([
    db().organisation.findUnique({ where: { githubId: organisationId }, select: { name: true, syncedAt: true } }),
    db().viewerOrganisation.findFirst({
      where: { userId, organisationId: { not: organisationId } },
      select: { organisationId: true },
    }),
  ])
  return {
    login: access.login,
    name: found?.name ?? null,
    role: access.role,
    syncedAt: found?.syncedAt?.toISOString() ?? null,
    hasOthers: other !== null,
  }
}

interface OrganisationRow {
  login: string
  name: string | null
  description: string | null
  role: string
  synced_at: Date | null
  installation_id: bigint | null
  suspended_at: Date | null
  repositories: number | null
  score: number | null
  hasOwnWeights: boolean
}
