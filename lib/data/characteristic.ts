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
import { isInTeam, isVisible, isWithoutTeam } from './visible'

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
  return readStandings(await requireOrgAccess(login), id, query)
}

/** The same for a viewer who was authorised already, with so many on a page. */
export async function readStandings(
  access: OrgAccess,
  id: CharacteristicId,
  query: CharacteristicQuery,
  perPage: number = STANDINGS_PER_PAGE,
): Promise<Standings> {
  const matching = Prisma.sql`
    from repositories r join audits a on a.id = r.latest_audit_id
    where ${isVisible(access)} and a.verdicts ? ${id} and ${narrowing(access, query)}`
  const verdict = Prisma.sql`a.verdicts ->> ${id}`
  const ofVerdict = query.verdict ? Prisma.sql`${verdict} = ${query.verdict}` : Prisma.sql`true`
  const [counted, rows] = await Promise.all([
    db().$queryRaw<{ characteristic: string; verdict: string; repositories: number }[]>`
      select ${id} as characteristic, ${verdict} as verdict, count(*)::int as repositories ${matching} group by 2`,
    db().$queryRaw<StandingRow[]>`
      select page.*, s.message, case when jsonb_typeof(s.evidence) = 'array' then s.evidence -> 0 end as evidence
      from (
        select row_number() over (order by
            array_position(array['fail', 'partial', 'unknown', 'pass', 'not_applicable'], ${verdict}),
            lower(r.name), r.github_id) as place,
          r.github_id as id, r.name, r.is_private, r.is_archived, a.id as audit_id, a.kind, a.commit, ${verdict} as verdict
        ${matching} and ${ofVerdict}
        order by place limit ${perPage} offset ${(query.page - 1) * perPage}
      ) page left join results s on s.audit_id = page.audit_id and s.characteristic = ${id}
      order by page.place`,
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
    conditions.push(isInTeam(access, team))
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
  message: string | null
  evidence: unknown
}

function toStanding(row: StandingRow, login: string): Standing {
  const { id, name, commit, verdict } = row
  return {
    id: id.toString(),
    name,
    isPrivate: row.is_private,
    isArchived: row.is_archived,
    kind: StoredKind.parse(row.kind),
    verdict,
    message: row.message ?? '',
    evidence: StoredEvidence.parse([row.evidence]).find(({ path }) => path !== '') ?? null,
    commit,
    githubUrl: repositoryUrl(login, name),
  }
}
