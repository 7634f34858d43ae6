import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CHARACTERISTICS, type CharacteristicId, type Verdict } from '@/lib/checks/rubric'
import { isOfGroup } from './characteristic-narrowing'
import { db } from './db'
import { Prisma } from './generated/client'
import { isVisible, isVisibleTeam } from './visible'
import { EXPIRED_DAYS, type WaiversQuery } from './waivers-query'

export const WAIVERS_PER_PAGE = 50

/** A waiver among those of an organisation. */
export interface ListedWaiver {
  readonly id: string
  readonly repository: string
  readonly isPrivate: boolean
  /** Those of which the viewer may know, by name. */
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
  readonly characteristic: CharacteristicId
  /** By the latest audit: a gap may be closed before its waiver ends. Null without a verdict. */
  readonly verdict: Verdict | null
  readonly reason: string
  /** YYYY-MM-DD (UTC): the last day on which it counts. */
  readonly expiresOn: string
  /** Until then, today not counted; negative: so many ago. */
  readonly daysLeft: number
  /** Login of who waived it. */
  readonly by: string
  /** ISO timestamp. */
  readonly createdAt: string
}

export interface WaiverList {
  /** Those that count: the soonest expiry first. Expired ones: the latest first. */
  readonly rows: readonly ListedWaiver[]
  /** How many match, on all pages. */
  readonly total: number
}

/** Waivers in the repositories that the viewer may see: those that count, or those that expired lately. */
export async function listWaivers(login: string, query: WaiversQuery): Promise<WaiverList> {
  return readWaiverList(await requireOrgAccess(login), query)
}

/** The same for a viewer who was authorised already, with so many on a page. */
export async function readWaiverList(
  access: OrgAccess,
  query: WaiversQuery,
  perPage: number = WAIVERS_PER_PAGE,
): Promise<WaiverList> {
  const today = Prisma.sql`(now() at time zone 'utc')::date`
  const ofState =
    query.state === 'active'
      ? Prisma.sql`w.ended_at is null and w.expires_on >= ${today}`
      : // What was over before a transfer, or ended with it, was another organisation's; its reason is empty.
        Prisma.sql`w.reason <> '' and w.ended_by_login is null and w.expires_on < ${today} and w.expires_on >= ${today} - ${EXPIRED_DAYS}::int
          and (w.ended_at is null or (w.ended_at at time zone 'utc')::date > w.expires_on)`
  const order = query.state === 'active' ? Prisma.sql`w.expires_on` : Prisma.sql`w.expires_on desc`
  const matching = Prisma.sql`
    from waivers w join repositories r on r.github_id = w.repository_id
    where ${isVisible(access)} and ${ofState} and ${isOfGroup(access, { team: query.team, kind: undefined })}
      and w.characteristic = any(${query.characteristic ? [query.characteristic] : CHARACTERISTICS.map(({ id }) => id)}::text[])`
  const [[counted], rows] = await Promise.all([
    db().$queryRaw<{ total: number }[]>`select count(*)::int as total ${matching}`,
    db().$queryRaw<WaiverRow[]>`
      with known as materialized (select t.github_id, t.slug, t.name from teams t where ${isVisibleTeam(access)})
      select page.*, a.verdicts ->> page.characteristic as verdict,
        (select json_agg(json_build_object('slug', k.slug, 'name', k.name) order by lower(k.name), k.github_id)
          from team_repositories tr join known k on k.github_id = tr.team_id
          where tr.repository_id = page.repository_id) as teams
      from (
        select row_number() over (order by ${order}, lower(r.name), w.id) as place, w.id, w.repository_id, r.name as repository,
          r.is_private as "isPrivate", r.latest_audit_id, w.characteristic, w.reason,
          to_char(w.expires_on, 'YYYY-MM-DD') as "expiresOn", w.expires_on - ${today} as "daysLeft",
          w.created_by_login as by, w.created_at as "createdAt"
        ${matching} order by place limit ${perPage} offset ${(query.page - 1) * perPage}
      ) page left join audits a on a.id = page.latest_audit_id
      order by page.place`,
  ])
  return { rows: rows.map(toListed), total: counted?.total ?? 0 }
}

interface WaiverRow extends Omit<ListedWaiver, 'id' | 'teams' | 'createdAt'> {
  readonly id: bigint
  readonly teams: ListedWaiver['teams'] | null
  readonly createdAt: Date
}

function toListed(row: WaiverRow): ListedWaiver {
  const { id, repository, isPrivate, teams, characteristic, verdict, reason, expiresOn, daysLeft, by, createdAt } = row
  return {
    id: id.toString(),
    repository,
    isPrivate,
    teams: teams ?? [],
    characteristic,
    verdict,
    reason,
    expiresOn,
    daysLeft,
    by,
    createdAt: createdAt.toISOString(),
  }
}
