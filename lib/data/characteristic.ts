import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import type { Evidence, Kind } from '@/lib/facts/facts'
import { countsOf } from './adoption'
import type { CharacteristicQuery } from './characteristic-query'
import { db } from './db'
import { Prisma } from './generated/client'
import { repositoryUrl } from './github-url'
import { WITHOUT_TEAM } from './scorecard-query'
import { StoredEvidence, StoredKind } from './stored-report'
import { isVisible, isVisibleTeam, isWithoutTeam } from './visible'

export const STANDINGS_PER_PAGE = 50

/** How one repository stands to a characteristic, by its latest audit. */
export interface Standing {
  readonly id: string
  readonly name: string
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly kind: Kind
  readonly verdict: Verdict
  readonly message: string
  /** The most telling place, when there is one. */
  readonly evidence: Evidence | null
  readonly commit: string
  /** Address of the repository on GitHub, without a slash at its end. */
  readonly githubUrl: string
}

export interface Standings {
  /** Worst first, then by name. */
  readonly rows: readonly Standing[]
  /** How many match, on all pages. */
  readonly total: number
  /** How many there are of each verdict with this team and kind, whatever verdict is asked for. */
  readonly counts: Readonly<Record<Verdict, number>>
}

export async function listStandings(
  login: string,
  id: CharacteristicId,
  query: CharacteristicQuery,
): Promise<Standings> {
  const access = await requireOrgAccess(login)
  const matching = Prisma.sql`
    from repositories r
    join audits a on a.id = r.latest_audit_id
    join results s on s.audit_id = a.id and s.characteristic = ${id}
    where ${isVisible(access)} and ${narrowing(access, query)}`
  const ofVerdict = query.verdict ? Prisma.sql`s.verdict = ${query.verdict}` : Prisma.sql`true`
  const [counted, rows] = await Promise.all([
    db().$queryRaw<{ characteristic: string; verdict: string; repositories: number }[]>`
      select s.characteristic, s.verdict, count(*)::int as repositories ${matching} group by 1, 2`,
    db().$queryRaw<StandingRow[]>`
      select r.github_id as id, r.name, r.is_private, r.is_archived, a.kind, a.commit, s.verdict, s.message,
        case when jsonb_typeof(s.evidence) = 'array' then s.evidence -> 0 end as evidence
      ${matching} and ${ofVerdict}
      order by array_position(array['fail', 'partial', 'unknown', 'pass', 'not_applicable'], s.verdict),
        lower(r.name), r.github_id
      limit ${STANDINGS_PER_PAGE} offset ${(query.page - 1) * STANDINGS_PER_PAGE}`,
  ])
  const counts = countsOf(counted, id)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return {
    rows: rows.map((row) => toStanding(row, access.login)),
    total: query.verdict ? counts[query.verdict] : all,
    counts,
  }
}

function narrowing(access: OrgAccess, { team, kind }: CharacteristicQuery): Prisma.Sql {
  const conditions = [Prisma.sql`true`]
  if (kind) conditions.push(Prisma.sql`a.kind = ${kind}`)
  if (team === WITHOUT_TEAM) {
    conditions.push(isWithoutTeam(access))
  } else if (team) {
    conditions.push(Prisma.sql`exists (
      select from team_repositories tr join teams t on t.github_id = tr.team_id
      where tr.repository_id = r.github_id and t.slug = ${team} and ${isVisibleTeam(access)})`)
  }
  return Prisma.join(conditions, ' and ')
}

interface StandingRow {
  id: bigint
  name: string
  is_private: boolean
  is_archived: boolean
  kind: string
  commit: string
  verdict: Verdict
  message: string
  evidence: unknown
}

function toStanding(row: StandingRow, login: string): Standing {
  const { id, name, commit, verdict, message } = row
  return {
    id: id.toString(),
    name,
    isPrivate: row.is_private,
    isArchived: row.is_archived,
    kind: StoredKind.parse(row.kind),
    verdict,
    message,
    evidence: StoredEvidence.parse([row.evidence]).find(({ path }) => path !== '') ?? null,
    commit,
    githubUrl: repositoryUrl(login, name),
  }
}
