import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { AuditReport } from '@/lib/audit/report'
import { db } from './db'
import { Prisma } from './generated/client'
import { packJson, unpackJson } from './packed-json'
import { limitsOf } from './report-limits'
import { listOf, StoredEvidence, StoredExcerpts, StoredLimits, StoredProjects, StoredResults } from './stored-report'

/** What is read of one audit at a time, as it was stored: of any shape, since audits outlive the code that wrote them. */
export interface AuditDetails {
  readonly results: readonly DetailedResult[]
  readonly projects: readonly object[]
  readonly kindEvidence: unknown
  readonly limits: unknown
  readonly excerpts: unknown
}

export interface DetailedResult {
  readonly id: string
  readonly message: unknown
  readonly evidence: unknown
  readonly category: unknown
  readonly verdict: unknown
  readonly score: unknown
  readonly weight: unknown
  readonly fix: unknown
}

export function detailsOf(report: AuditReport): AuditDetails {
  const { results, projects, kindEvidence, excerpts } = report
  return { results, projects, kindEvidence, limits: limitsOf(report), excerpts }
}

/** In the columns of `audit_details`. What a list of repositories shows is packed apart; see summaryColumns. */
export function packDetails({ results, projects, kindEvidence, limits, excerpts }: AuditDetails) {
  const summaries = results.map(({ id, message, evidence }) => ({
    id,
    message,
    evidence: itemsOf(evidence).slice(0, 1),
  }))
  const rest = {
    kindEvidence,
    limits,
    results: results.map(({ id, category, verdict, score, weight, evidence, fix }) => {
      return { id, category, verdict, score, weight, evidence: itemsOf(evidence).slice(1), fix }
    }),
    // The only project of a repository has its results.
    projects: projects.map((project) =>
      isDeepStrictEqual(Reflect.get(project, 'results'), results) ? { ...project, results: undefined } : project,
    ),
  }
  return { summaries: packJson(summaries), rest: packJson(rest), excerpts: packExcerpts(excerpts) }
}

/** Null for none, so that the database sees of which audit there are any. */
export function packExcerpts(excerpts: unknown): Uint8Array<ArrayBuffer> | null {
  return itemsOf(excerpts).length > 0 ? packJson(excerpts) : null
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : []
}

/** The details of one audit, in shapes of today; nothing in them when they were dropped. */
export async function readDetails(auditId: bigint) {
  const [row] = await db().$queryRaw<DetailsRow[]>`${selectDetails(Prisma.sql`a.id = ${auditId}`)}`
  const { results, projects, kindEvidence, limits, excerpts } = row ? toDetails(row) : NOTHING
  return {
    results: StoredResults.parse(results),
    projects: StoredProjects.parse(projects),
    kindEvidence: StoredEvidence.parse(kindEvidence),
    limits: StoredLimits.parse(limits),
    excerpts: StoredExcerpts.parse(excerpts),
  }
}

const NOTHING: AuditDetails = { results: [], projects: [], kindEvidence: [], limits: [], excerpts: [] }

export interface DetailsRow {
  readonly id: bigint
  readonly summaries: Uint8Array | null
  readonly rest: Uint8Array | null
  readonly excerpts: Uint8Array | null
  /** As details were stored before they were packed; null for packed ones. */
  readonly unpacked: unknown
}

/** Rows of audits `a` that meet the condition: packed or not, by one statement, because packing moves them from here to there. */
export function selectDetails(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select a.id, d.summaries, d.rest, d.excerpts, case when d.audit_id is null then jsonb_build_object(
      'kindEvidence', a.kind_evidence, 'projects', a.projects, 'limits', a.limits, 'excerpts', a.excerpts, 'results', (
        select jsonb_agg(jsonb_build_object('id', o.characteristic, 'category', o.category, 'verdict', o.verdict,
          'score', o.score, 'weight', o.weight, 'message', o.message, 'evidence', o.evidence, 'fix', o.fix))
        from results o where o.audit_id = a.id)) end as unpacked
    from audits a left join audit_details d on d.audit_id = a.id where ${condition}`
}

const Results = listOf(z.looseObject({ id: z.string() }))
const Rest = z.object({
  results: Results,
  projects: listOf(z.looseObject({})),
  kindEvidence: z.unknown().optional(),
  limits: z.unknown().optional(),
})
const Unpacked = Rest.extend({ excerpts: z.unknown().optional() })

export function toDetails({ summaries, rest, excerpts, unpacked }: DetailsRow): AuditDetails {
  if (summaries === null || rest === null) return toWhole(Unpacked.parse(unpacked))
  const packed = Rest.parse(unpackJson(rest))
  const summarised = new Map(Results.parse(unpackJson(summaries)).map((summary) => [summary.id, summary]))
  const results = packed.results.map((result) => {
    const summary = summarised.get(result.id)
    const evidence = [...itemsOf(summary?.evidence), ...itemsOf(result.evidence)]
    return { ...result, message: summary?.message, evidence }
  })
  return toWhole({ ...packed, results, excerpts: excerpts ? unpackJson(excerpts) : [] })
}

function toWhole({ results, projects, kindEvidence, limits, excerpts }: z.output<typeof Unpacked>): AuditDetails {
  const whole = results.map(({ id, category, verdict, score, weight, message, evidence, fix }) => {
    return { id, category, verdict, score, weight, message, evidence, fix }
  })
  return {
    results: whole,
    projects: projects.map((project) => ('results' in project ? project : { ...project, results: whole })),
    kindEvidence,
    limits,
    excerpts,
  }
}
