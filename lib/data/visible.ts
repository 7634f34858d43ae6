import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { Prisma } from './generated/client'
import { visibleIdsOf } from './visible-ids'

/** Condition on `repositories r`: in this organisation, of a kind that counts, still there, readable by this viewer. */
export function isVisible(access: OrgAccess): Prisma.Sql {
  return Prisma.sql`r.organisation_id = ${access.organisationId} and r.removed_at is null and r.is_counted
    and r.github_id = any(${idArray(access.repositoryIds)}::bigint[])`
}

/**
 * The same viewer, who looks at no more than these repositories: what is asked about a few authorises by itself, without
 * sending Postgres all that the viewer may see.
 */
export function narrowedTo(access: OrgAccess, ids: readonly bigint[]): OrgAccess {
  const visible = visibleIdsOf(access.repositoryIds)
  return { ...access, repositoryIds: ids.filter((id) => visible.has(Number(id))) }
}

/**
 * Condition on `teams t`: one of its repositories is visible, the viewer belongs to it, or owns the organisation; a
 * secret team's name stays secret, that of one that became so included. Somebody from outside is told of no team.
 */
export function isVisibleTeam(access: OrgAccess): Prisma.Sql {
  if (access.role === 'collaborator') return Prisma.sql`false`
  const sharesWork = Prisma.sql`exists (
    select from team_repositories tr join repositories r on r.github_id = tr.repository_id
    where tr.team_id = t.github_id and ${isVisible(access)})`
  return Prisma.sql`t.organisation_id = ${access.organisationId}
    and (${access.role === 'admin'} or ${isMine(access)} or (t.unlisted_at is null and ${sharesWork}))`
}

/** Condition on `repositories r`: the team of this slug has it, which this viewer may know of. */
export function isInTeam(access: OrgAccess, slug: string): Prisma.Sql {
  // Its repositories are found once, and each of them by its id.
  return Prisma.sql`r.github_id = any(array(
    select tr.repository_id from team_repositories tr where tr.team_id = any(array(
      select t.github_id from teams t where t.slug = ${slug} and ${isVisibleTeam(access)}))))`
}

/** Condition on `repositories r`: it belongs to no team that this viewer, who may see it, may know of. Somebody from outside is not told that either. */
export function isWithoutTeam(access: OrgAccess): Prisma.Sql {
  if (access.role === 'collaborator') return Prisma.sql`false`
  return Prisma.sql`not exists (
    select from team_repositories tr join teams t on t.github_id = tr.team_id where tr.repository_id = r.github_id
      and (t.unlisted_at is null or ${access.role === 'admin'} or ${isMine(access)}))`
}

/** Condition on `teams t`: the viewer belongs to it. */
export function isMine({ viewerId }: Pick<OrgAccess, 'viewerId'>): Prisma.Sql {
  return Prisma.sql`exists (
    select from team_memberships m where m.team_id = t.github_id and m.user_id = ${viewerId})`
}

const texts = new WeakMap<readonly bigint[], string>()

/** As one text, which costs the driver a tenth of an array of big numbers; made once for all queries of a page. */
export function idArray(ids: readonly bigint[]): string {
  const known = texts.get(ids)
  if (known !== undefined) return known
  const text = `{${ids.join(',')}}`
  texts.set(ids, text)
  return text
}

/** What `idArray` makes, read back. */
export function idsOf(text: string): readonly bigint[] {
  const ids = text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt)
  texts.set(ids, text)
  return ids
}
