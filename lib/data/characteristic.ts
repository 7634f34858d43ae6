import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import type { Evidence, Kind } from '@/lib/facts/facts'
import { countsOf } from './adoption'
import { type SummaryRow, summaryColumns, toSummary } from './audit-summaries'
import { isOfKnownTeams } from './change-mark'
import { isOfGroup } from './characteristic-narrowing'
import type { CharacteristicQuery } from './characteristic-query'
import { db } from './db'
import { Prisma } from './generated/client'
import { repositoryUrl } from './github-url'
import { keptAnswer } from './kept-answers'
import { StoredKind } from './stored-report'
import { idArray, isVisible, narrowedTo } from './visible'

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
  /** Those of which the viewer may know, by name. */
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
  /** YYYY-MM-DD: since when it has this verdict; `isFirst` where nothing earlier is known. Null where no day is known. */
  readonly since: { readonly day: string; readonly isFirst: boolean } | null
  /** YYYY-MM-DD: the last day of the waiver that counts. */
  readonly waivedUntil: string | null
  /** Address of the open issue. */
  readonly issueUrl: string | null
  /** Address of the repository on GitHub, without a slash at its end. */
  readonly githubUrl: string
}

export interface Standings {
  /** In the order that is asked for, then by name. */
  readonly rows: readonly Standing[]
  /** How many match, on all pages. */
  readonly total: number
  /** How many there are of each verdict under the other filters, whatever verdict is asked for. */
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
  const { page, issue, team, kind, q, waived, sort, order } = query
  // Whether an issue is open is in no mark of what the viewer sees, and files are read once.
  const keep = <T>(question: object, read: () => Promise<T>) =>
    issue || perPage !== STANDINGS_PER_PAGE
      ? read()
      : keptAnswer(
          access,
          `standings of ${id} to ${access.viewerId} as ${access.role}: ${JSON.stringify(question)}`,
          read,
        )
  const [counted, placed] = await Promise.all([
    keep({ team, kind, q, waived }, () => countVerdicts(access, id, query)),
    keep({ team, kind, q, waived, verdict: query.verdict, sort, order, page, perPage }, () =>
      placeRows(access, id, query, perPage),
    ),
  ])
  const rows = placed.length > 0 ? await describeRows(access, id, placed) : []
  const counts = countsOf(counted, id)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return {
    rows: rows.map((row) => toStanding(row, id, access.login)),
    total: query.verdict ? counts[query.verdict] : all,
    counts,
  }
}

function matching(access: OrgAccess, id: CharacteristicId, query: CharacteristicQuery): Prisma.Sql {
  return Prisma.sql`
    from repositories r join audits a on a.id = r.latest_audit_id
    where ${isVisible(access)} and a.verdicts ? ${id} and ${isOfGroup(access, query)} and ${narrowing(id, query)}`
}

function countVerdicts(access: OrgAccess, id: CharacteristicId, query: CharacteristicQuery) {
  return db().$queryRaw<{ characteristic: string; verdict: string; repositories: number }[]>`
    select ${id} as characteristic, a.verdicts ->> ${id} as verdict, count(*)::int as repositories
    ${matching(access, id, query)} group by 2`
}

async function knownTeams(access: OrgAccess): Promise<Prisma.Sql> {
  return Prisma.sql`known as materialized (select t.github_id, t.slug, t.name from teams t where ${await isOfKnownTeams(access)})`
}

interface PlacedRow {
  readonly id: bigint
  readonly audit: bigint
  readonly verdict: Verdict
}

/** Which repositories stand on the page, in its order. */
async function placeRows(
  access: OrgAccess,
  id: CharacteristicId,
  query: CharacteristicQuery,
  perPage: number,
): Promise<readonly PlacedRow[]> {
  const verdict = Prisma.sql`a.verdicts ->> ${id}`
  const ofVerdict = query.verdict ? Prisma.sql`${verdict} = ${query.verdict}` : Prisma.sql`true`
  return db().$queryRaw<PlacedRow[]>`
    with ${await knownTeams(access)}
    select r.github_id as id, a.id as audit, ${verdict} as verdict
    ${matching(access, id, query)} and ${ofVerdict}
    order by ${orderingOf(id, verdict, query)}, lower(r.name), r.github_id
    limit ${perPage} offset ${(query.page - 1) * perPage}`
}

async function describeRows(
  access: OrgAccess,
  id: CharacteristicId,
  placed: readonly PlacedRow[],
): Promise<readonly StandingRow[]> {
  const repository = Prisma.sql`r.github_id`
  const verdict = Prisma.sql`p.verdict`
  const onPage = placed.map((row) => row.id)
  const [ids, audits] = [idArray(onPage), idArray(placed.map((row) => row.audit))]
  return db().$queryRaw<StandingRow[]>`
    with ${await knownTeams(access)},
    seen as materialized (select r.* from repositories r where ${isVisible(narrowedTo(access, onPage))})
    select r.github_id as id, r.name, r.is_private, r.is_archived, a.kind, a.commit, p.verdict, ${summaryColumns(Prisma.sql`p.audit`)},
      to_char(${sinceOf(repository, id, verdict)}, 'YYYY-MM-DD') as since,
      not ${wasOther(repository, id, verdict)} as "sinceFirst",
      (select json_agg(json_build_object('slug', k.slug, 'name', k.name) order by lower(k.name), k.github_id)
        from team_repositories tr join known k on k.github_id = tr.team_id where tr.repository_id = r.github_id) as teams,
      to_char(${waivedUntil(repository, id)}, 'YYYY-MM-DD') as "waivedUntil",
      (select max(g.number) from gap_issues g where g.repository_id = r.github_id and g.characteristic = ${id}
        and g.state = 'open') as issue
    from unnest(${ids}::bigint[], ${audits}::bigint[], ${placed.map((row) => row.verdict)}::text[])
      with ordinality as p (id, audit, verdict, place)
    join seen r on r.github_id = p.id join audits a on a.id = p.audit
    order by p.place`
}

/** Condition on repositories `r` by their names, waivers and issues. */
function narrowing(id: CharacteristicId, { q, waived, issue }: CharacteristicQuery): Prisma.Sql {
  const conditions = [Prisma.sql`true`]
  if (q) conditions.push(Prisma.sql`position(lower(${q}) in lower(r.name)) > 0`)
  if (waived)
    conditions.push(Prisma.sql`(${waivedUntil(Prisma.sql`r.github_id`, id)} is not null) = ${waived === 'yes'}`)
  if (issue) {
    conditions.push(Prisma.sql`exists (
      select from gap_issues g where g.repository_id = r.github_id and g.characteristic = ${id} and g.state = 'open'
    ) = ${issue === 'yes'}`)
  }
  return Prisma.join(conditions, ' and ')
}

/** What repositories `r` with their latest audits `a` are sorted by; those that have none of it come last. */
function orderingOf(id: CharacteristicId, verdict: Prisma.Sql, { sort, order }: CharacteristicQuery): Prisma.Sql {
  const repository = Prisma.sql`r.github_id`
  const by = {
    verdict: Prisma.sql`array_position(array['fail', 'partial', 'unknown', 'pass', 'not_applicable'], ${verdict})`,
    name: Prisma.sql`lower(r.name)`,
    team: Prisma.sql`(select min(lower(k.name)) from team_repositories tr join known k on k.github_id = tr.team_id
      where tr.repository_id = r.github_id)`,
    since: sinceOf(repository, id, verdict),
    waived: waivedUntil(repository, id),
  }[sort]
  return order === 'asc' ? Prisma.sql`${by} asc nulls last` : Prisma.sql`${by} desc nulls last`
}

/** The first day from which a repository has had this verdict at every commit that was audited; null where no day is known. */
function sinceOf(repository: Prisma.Sql, id: CharacteristicId, verdict: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    select min(d.day) from repository_days d where d.repository_id = ${repository} and d.day > coalesce((
      select max(e.day) from repository_days e
      where e.repository_id = ${repository} and e.verdicts ->> ${id} is distinct from ${verdict}), '-infinity'::date))`
}

/** Whether a repository is known to have had another verdict, or none, before. */
function wasOther(repository: Prisma.Sql, id: CharacteristicId, verdict: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists (
    select from repository_days e where e.repository_id = ${repository} and e.verdicts ->> ${id} is distinct from ${verdict})`
}

/** The last day of the waiver that counts today; null without one. */
function waivedUntil(repository: Prisma.Sql, id: CharacteristicId): Prisma.Sql {
  return Prisma.sql`(
    select max(w.expires_on) from waivers w where w.repository_id = ${repository} and w.characteristic = ${id}
      and w.ended_at is null and w.expires_on >= (now() at time zone 'utc')::date)`
}

interface StandingRow extends SummaryRow {
  id: bigint
  name: string
  is_private: boolean
  is_archived: boolean
  kind: string
  commit: string
  verdict: Verdict
  since: string | null
  sinceFirst: boolean
  teams: { slug: string; name: string }[] | null
  waivedUntil: string | null
  issue: number | null
}

function toStanding(row: StandingRow, characteristic: CharacteristicId, login: string): Standing {
  const { id, name, commit, verdict } = row
  const summary = toSummary(row, characteristic)
  const githubUrl = repositoryUrl(login, name)
  return {
    id: id.toString(),
    name,
    isPrivate: row.is_private,
    isArchived: row.is_archived,
    kind: StoredKind.parse(row.kind),
    verdict,
    message: summary?.message ?? '',
    evidence: summary?.evidence ?? null,
    commit,
    teams: row.teams ?? [],
    since: row.since === null ? null : { day: row.since, isFirst: row.sinceFirst },
    waivedUntil: row.waivedUntil,
    issueUrl: row.issue === null ? null : `${githubUrl}/issues/${row.issue}`,
    githubUrl,
  }
}
