import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CHARACTERISTICS, type CharacteristicId, type Verdict } from '@/lib/checks/rubric'
import { verdictScore } from '@/lib/checks/score'
import type { Weights } from '@/lib/checks/weights'
import type { Direction } from './changes-query'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { isInScope, type Scope } from './matching-repositories'
import { inTenths } from './signed-points'
import { readWeights } from './stored-weights'
import { dayBefore } from './trend-days'

const SHOWN = 5
export const MOVERS_PER_PAGE = 50

/** A repository whose score moved by at least one point. */
export interface Mover {
  readonly name: string
  /** 0 to 100, now. */
  readonly score: number
  readonly change: number
  /** The audited commits that are compared. */
  readonly commitBefore: string
  readonly commit: string
  /** The verdict that moved the score most, by the organisation's weights and in its direction; null where only a share of a verdict moved. */
  readonly top: MovedVerdict | null
}

export interface MovedVerdict {
  readonly characteristic: CharacteristicId
  readonly from: Verdict
  readonly to: Verdict
}

export interface Movers {
  /** The biggest gain first. */
  readonly up: readonly Mover[]
  /** The biggest loss first. */
  readonly down: readonly Mover[]
}

/** Over how many days, and of which repositories. */
export interface MoversQuery extends Scope {
  readonly window: 30 | 90
}

/** Who moved most; what a change of the rules moved does not count. */
export async function getMovers(login: string, query: MoversQuery): Promise<Movers> {
  const access = await requireOrgAccess(login)
  const read = () => readBothWays(access, query)
  // Of what is asked now and then the next one would only push out what everybody asks.
  return query.team || query.kind ? read() : keptAnswer(access, `movers of ${query.window} days`, read)
}

async function readBothWays(access: OrgAccess, query: MoversQuery): Promise<Movers> {
  const [up, down] = await Promise.all([
    readMovers(access, { ...query, moved: 'better', page: 1 }, SHOWN),
    readMovers(access, { ...query, moved: 'worse', page: 1 }, SHOWN),
  ])
  return { up: up.movers, down: down.movers }
}

export interface MoversPage {
  /** The biggest move first. */
  readonly movers: readonly Mover[]
  /** How many there are on all pages. */
  readonly total: number
}

/** All that moved, or those that moved in one direction. */
export async function listMovers(
  login: string,
  query: MoversQuery & { readonly moved?: Direction | undefined; readonly page: number },
): Promise<MoversPage> {
  return readMovers(await requireOrgAccess(login), query)
}

/** The same for a viewer who was authorised already, with so many on a page. */
export async function readMovers(
  access: OrgAccess,
  query: MoversQuery & { readonly moved?: Direction | undefined; readonly page: number },
  perPage: number = MOVERS_PER_PAGE,
): Promise<MoversPage> {
  const { moved, page, window } = query
  const [rows, { weights }] = await Promise.all([
    db().$queryRaw<MoverRow[]>`
    with moved as (
      select r.github_id, r.name, a.id as audit_id, past.audit_id as audit_before, a.score,
        a.score - past.score as change, count(*) over ()::int as total
      from repositories r
      join audits a on a.id = r.latest_audit_id
      cross join lateral (
        select d.score, d.rubric_version, d.audit_id from repository_days d
        where d.repository_id = r.github_id and d.day <= ${dayBefore(window)}::date order by d.day desc limit 1
      ) past
      where ${isInScope(access, query)} and past.rubric_version = a.rubric_version and ${hasMoved(moved)}
      order by abs(a.score - past.score) desc, r.name, r.github_id
      limit ${perPage} offset ${(page - 1) * perPage}
    )
    select m.name, m.score, m.change, m.total, b.commit as "commitBefore", b.verdicts as before, a.commit, a.verdicts as now
    from moved m join audits a on a.id = m.audit_id join audits b on b.id = m.audit_before
    order by abs(m.change) desc, m.name, m.github_id`,
    readWeights(access.organisationId),
  ])
  return {
    movers: rows.map(({ total: _, before, now, ...mover }) => ({
      ...mover,
      change: inTenths(mover.change),
      top: topOf(weights, mover.change, before, now),
    })),
    total: rows[0]?.total ?? 0,
  }
}

interface MoverRow extends Omit<Mover, 'top'> {
  readonly total: number
  readonly before: Readonly<Partial<Record<CharacteristicId, Verdict>>>
  readonly now: Readonly<Partial<Record<CharacteristicId, Verdict>>>
}

function hasMoved(moved: Direction | undefined): Prisma.Sql {
  if (moved === 'better') return Prisma.sql`a.score - past.score >= 1`
  if (moved === 'worse') return Prisma.sql`a.score - past.score <= -1`
  return Prisma.sql`abs(a.score - past.score) >= 1`
}

function topOf(
  weights: Weights,
  change: number,
  before: MoverRow['before'],
  now: MoverRow['now'],
): MovedVerdict | null {
  const moved = CHARACTERISTICS.flatMap(({ id }) => {
    const [from, to] = [before[id], now[id]]
    if (!from || !to) return []
    const points = ((verdictScore(to) ?? 0) - (verdictScore(from) ?? 0)) * weights[id] * Math.sign(change)
    return points > 0 ? [{ characteristic: id, from, to, points }] : []
  }).sort((a, b) => b.points - a.points)
  const [top] = moved
  return top ? { characteristic: top.characteristic, from: top.from, to: top.to } : null
}
