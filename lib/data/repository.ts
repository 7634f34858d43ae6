import 'server-only'
import { type RepositoryAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { type Weights, weighProject, weighResults } from '@/lib/checks/weights'
import type { Evidence, Kind } from '@/lib/facts/facts'
import { readDetails } from './audit-details'
import { isOfKnownTeams } from './change-mark'
import { db } from './db'
import { repositoryUrl } from './github-url'
import { type ReadyBar, readReadyBar } from './ready'
import {
  type StoredExcerpt,
  StoredKind,
  type StoredLimit,
  StoredOverride,
  type StoredProject,
  type StoredResult,
  type StoredRole,
  StoredRoles,
} from './stored-report'
import { readOwnWeights } from './stored-weights'

export type RepositoryResult = StoredResult
export type RepositoryProject = StoredProject
export type RepositoryOverride = StoredOverride
/** Code around one place of the evidence, without credentials. */
export type CodeExcerpt = StoredExcerpt

/** The latest audit of a repository. Scores are 0 to 100, coverage 0 to 1, times ISO timestamps. */
export interface RepositoryAudit {
  readonly id: string
  readonly commit: string
  readonly committedAt: string
  readonly auditedAt: string
  readonly score: number | null
  readonly coverage: number
  readonly kind: Kind
  readonly kindReason: string
  readonly kindEvidence: readonly Evidence[]
  readonly linesOfCode: number
  /** In the rubric's order, each with the weight by which it counts in this organisation. */
  readonly results: readonly RepositoryResult[]
  /** The organisation counts by weights of its own. */
  readonly hasOwnWeights: boolean
  readonly projects: readonly RepositoryProject[]
  /** What the owner's file at the root asks for; null without one. */
  readonly override: RepositoryOverride | null
  readonly roles: readonly StoredRole[]
  readonly limits: readonly StoredLimit[]
  /** Empty for an audit that was made before they were kept. */
  readonly excerpts: readonly CodeExcerpt[]
}

export interface RepositoryDetail {
  readonly org: string
  readonly name: string
  readonly description: string | null
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly isFork: boolean
  readonly defaultBranch: string | null
  /** Null for a repository without commits. */
  readonly headCommit: string | null
  /** Address of the repository on GitHub, without a slash at its end. */
  readonly githubUrl: string
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
  readonly audit: RepositoryAudit | null
  /** There is an audit, and a newer head that could not be judged. */
  readonly isBehind: boolean
  /** When a repository of this organisation is ready for production. */
  readonly readyBar: ReadyBar
  /** The last look at its head; null before the first. A scan of the organisation looks only at what changed. */
  readonly check: RepositoryCheck | null
}

export interface RepositoryCheck {
  readonly status: 'waiting' | 'running' | 'done' | 'failed'
  /** Why it failed, or what it waits for. */
  readonly reason: string | null
  /** ISO timestamp. */
  readonly finishedAt: string | null
  /** It stored nothing new, because the code had not changed. */
  readonly foundUnchanged: boolean
}

/** The repository's name as GitHub spells it; not found for whom GitHub does not show it. */
export async function getRepositoryName(login: string, name: string): Promise<string> {
  return (await requireRepositoryAccess(login, name)).repositoryName
}

export async function getRepository(login: string, name: string): Promise<RepositoryDetail> {
  return readRepositoryDetail(await requireRepositoryAccess(login, name))
}

/** Those that have it and of which the viewer may know, by name. */
async function readTeams(access: RepositoryAccess): Promise<{ slug: string; name: string }[]> {
  return db().$queryRaw`
    select t.slug, t.name from teams t join team_repositories tr on tr.team_id = t.github_id
    where tr.repository_id = ${access.repositoryId} and ${await isOfKnownTeams(access)} order by lower(t.name)`
}

/** The same for a viewer who was authorised already. */
export async function readRepositoryDetail(access: RepositoryAccess): Promise<RepositoryDetail> {
  const [repository, weights, teams, check, { score, mustNotFail }] = await Promise.all([
    readRepository(access.repositoryId),
    readOwnWeights(access.organisationId),
    readTeams(access),
    readCheck(access.repositoryId),
    readReadyBar(access.organisationId),
  ])
  const { latestAudit, unjudgedCommit, headTree, ...fields } = repository
  return {
    org: access.login,
    ...fields,
    githubUrl: repositoryUrl(access.login, access.repositoryName),
    teams,
    audit: latestAudit && toAudit(latestAudit, await readDetails(latestAudit.id), weights),
    isBehind: latestAudit !== null && unjudgedCommit !== null && latestAudit.tree !== headTree,
    readyBar: { score, mustNotFail },
    check,
  }
}

async function readRepository(githubId: bigint) {
  return db().repository.findUniqueOrThrow({
    where: { githubId },
    select: {
      name: true,
      description: true,
      isPrivate: true,
      isArchived: true,
      isFork: true,
      defaultBranch: true,
      headCommit: true,
      headTree: true,
      unjudgedCommit: true,
      latestAudit: {
        select: {
          id: true,
          commit: true,
          tree: true,
          committedAt: true,
          auditedAt: true,
          score: true,
          coverage: true,
          kind: true,
          kindReason: true,
          linesOfCode: true,
          override: true,
          roles: true,
        },
      },
    },
  })
}

async function readCheck(repositoryId: bigint): Promise<RepositoryCheck | null> {
  const item = await db().scanItem.findFirst({
    where: { repositoryId, phase: 'head' },
    orderBy: { scanId: 'desc' },
    select: { status: true, reason: true, finishedAt: true, auditsStored: true },
  })
  const status = CHECK_STATES.find((state) => state === item?.status)
  if (!item || !status) return null
  return {
    status,
    reason: item.reason,
    finishedAt: item.finishedAt?.toISOString() ?? null,
    foundUnchanged: status === 'done' && item.auditsStored === 0,
  }
}

const CHECK_STATES = ['waiting', 'running', 'done', 'failed'] as const

type AuditRow = NonNullable<Awaited<ReturnType<typeof readRepository>>['latestAudit']>

type Details = Awaited<ReturnType<typeof readDetails>>

function toAudit(
  { id, committedAt, auditedAt, ...row }: AuditRow,
  details: Details,
  weights: Weights | null,
): RepositoryAudit {
  const results = inRubricOrder(details.results)
  const projects = details.projects.map((project) => ({ ...project, results: inRubricOrder(project.results) }))
  return {
    id: id.toString(),
    commit: row.commit,
    committedAt: committedAt.toISOString(),
    auditedAt: auditedAt.toISOString(),
    score: row.score,
    coverage: row.coverage,
    kind: StoredKind.parse(row.kind),
    kindReason: row.kindReason,
    kindEvidence: details.kindEvidence,
    linesOfCode: row.linesOfCode,
    results: weights ? weighResults(results, weights) : results,
    hasOwnWeights: weights !== null,
    projects: weights ? projects.map((project) => weighProject(project, weights)) : projects,
    override: StoredOverride.parse(row.override),
    roles: StoredRoles.parse(row.roles),
    limits: details.limits,
    excerpts: details.excerpts,
  }
}

const ORDER: ReadonlyMap<string, number> = new Map(CHARACTERISTICS.map(({ id }, index) => [id, index]))

function inRubricOrder(results: readonly RepositoryResult[]): readonly RepositoryResult[] {
  return [...results].sort((a, b) => (ORDER.get(a.id) ?? 0) - (ORDER.get(b.id) ?? 0))
}
