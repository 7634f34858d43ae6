import 'server-only'
import { requireOrgAccess } from '@/lib/auth/access'
import { getViewerWithOrganisations } from '@/lib/auth/viewer-organisations'
import { db } from './db'

/** An organisation that the viewer belongs to. Its figures count what GitHub last said that the viewer may read. */
export interface OrganisationSummary {
  readonly login: string
  readonly name: string | null
  readonly description: string | null
  readonly role: 'admin' | 'member'
  /** Null when GitHub was not asked within the last hour what the viewer may read. */
  readonly repositories: number | null
  /** Mean, 0 to 100. */
  readonly score: number | null
  /** ISO timestamp of the last listing. */
  readonly syncedAt: string | null
}

/** Organisations of the viewer by name; null for somebody signed out. */
export async function listOrganisations(): Promise<readonly OrganisationSummary[] | null> {
  const viewer = await getViewerWithOrganisations()
  if (!viewer) return null
  const rows = await db().$queryRaw<OrganisationRow[]>`
    select o.login, o.name, o.description, m.role, o.synced_at,
      case when v.user_id is not null then count(r.github_id)::int end as repositories, avg(a.score) as score
    from memberships m
    join organisations o on o.github_id = m.organisation_id
    left join visibilities v on v.user_id = m.user_id and v.organisation_id = m.organisation_id
      and v.fetched_at > now() - interval '1 hour'
    left join repositories r on r.organisation_id = o.github_id and r.removed_at is null and not r.is_fork
      and r.github_id = any(v.repository_ids)
    left join audits a on a.id = r.latest_audit_id
    where m.user_id = ${viewer.id}
    group by o.github_id, m.role, v.user_id order by lower(coalesce(o.name, o.login))`
  return rows.map(({ synced_at, role, ...row }) => ({
    ...row,
    role: role === 'admin' ? 'admin' : 'member',
    syncedAt: synced_at?.toISOString() ?? null,
  }))
}

/** What the head of an organisation's pages says. */
export interface OrganisationHeader {
  readonly login: string
  readonly name: string | null
  readonly role: 'admin' | 'member'
  readonly syncedAt: string | null
}

export async function getOrganisation(login: string): Promise<OrganisationHeader> {
  const access = await requireOrgAccess(login)
  const found = await db().organisation.findUnique({
    where: { githubId: access.organisationId },
    select: { name: true, syncedAt: true },
  })
  return {
    login: access.login,
    name: found?.name ?? null,
    role: access.role,
    syncedAt: found?.syncedAt?.toISOString() ?? null,
  }
}

interface OrganisationRow {
  login: string
  name: string | null
  description: string | null
  role: string
  synced_at: Date | null
  repositories: number | null
  score: number | null
}
