import { KIND_TITLES } from '@/lib/checks/rubric'
import { type CheckBounds, type OnCheckError, runChecks } from '@/lib/checks/run'
import { categoryScores, coverage, totalScore } from '@/lib/checks/score'
import { createFacts } from '@/lib/facts/create'
import type { Kind } from '@/lib/facts/facts'
import { pythonSources } from '@/lib/facts/python-sources'
import { findCredentials } from '@/lib/facts/secrets/find-credentials'
import { maskedText } from '@/lib/facts/secrets/masked-text'
import type { ModuleRecord } from '@/lib/python/record'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { aggregateResults } from './aggregate'
import { readExcerpts } from './excerpts'
import { withoutInstalled } from './installed-code'
import { overrideReport } from './override'
import { findProjects } from './projects'
import type { AuditReport, ProjectReport } from './report'
import { rubricVersion } from './rubric-version'
import { scopeTo } from './scope'
import { withholdUnread } from './unread'

export interface ModuleSource {
  readonly blob: string
  readonly path: string
  readonly content: Uint8Array
  /** Of a notebook: the lines on which its code cells begin. */
  readonly cells?: readonly number[]
}

/** Gives the record of every module, from a cache, a pool of threads, or an engine in this thread. */
export type RecordSource = (modules: readonly ModuleSource[]) => Promise<ReadonlyMap<string, ModuleRecord>>

/** Snapshot to report: finds the projects, reads the facts, judges, scores. */
export async function auditSnapshot(
  snapshot: RepoSnapshot,
  records: RecordSource,
  onError: OnCheckError,
): Promise<AuditReport> {
  return judgeSnapshot(snapshot, await records(pythonSources(withoutInstalled(snapshot))), onError)
}

/** The part that needs nothing but the processor: worker threads call it. Throws SlowCheck only by its bounds. */
export async function judgeSnapshot(
  snapshot: RepoSnapshot,
  records: ReadonlyMap<string, ModuleRecord>,
  onError: OnCheckError,
  bounds?: CheckBounds,
): Promise<AuditReport> {
  const paths = findProjects(snapshot)
  const credentials = await findCredentials(withoutInstalled(snapshot))
  const whole = createFacts(snapshot, records, '', null, credentials, paths)
  const judged = paths.map((path) => {
    const scoped = paths.length === 1 ? snapshot : scopeTo(snapshot, path, paths)
    const facts =
      paths.length === 1 ? whole : createFacts(scoped, records, path, { facts: whole, projects: paths }, credentials)
    // What is read in any case is read first: the check that happens to ask first must not answer for the time that it takes.
    const { kind, python, files } = facts
    const results = withholdUnread(runChecks(facts, onError, bounds), scoped)
    const report: ProjectReport = {
      path,
      kind: kind.kind,
      kindReason: maskedText(kind.reason),
      linesOfCode: python.lines,
      excludedLines: files.roles.excluded?.lines ?? 0,
      score: totalScore(results),
      coverage: coverage(results),
      results,
      override: overrideReport(facts, paths),
    }
    return {
      facts,
      report,
      kindEvidence: kind.evidence.map((found) => ({ ...found, note: maskedText(found.note) })),
    }
  })
  const projects = judged.map(({ report }) => report)
  const results = aggregateResults(projects)
  const leading = leadingProject(judged)
  return {
    rubricVersion: rubricVersion(),
    commit: snapshot.commit,
    committedAt: snapshot.committedAt,
    kind: leading.report.kind,
    kindReason: kindReason(projects, leading.report),
    kindEvidence: leading.kindEvidence,
    projects,
    override: overrideReport(whole, paths),
    score: totalScore(results),
    coverage: coverage(results),
    categories: categoryScores(results),
    results,
    roles: whole.files.roles,
    linesOfCode:
      projects.length === 1 ? whole.python.lines : projects.reduce((sum, { linesOfCode }) => sum + linesOfCode, 0),
    unparsed: whole.python.unparsed,
    unreachable: whole.python.unreachable.map((module) => module.path),
    limits: [...snapshot.limits, ...pipelineLimits(whole.ci.cut)],
    excerpts: await readExcerpts(
      { snapshot, records, credentials, facts: judged.map(({ facts }) => facts) },
      [results, ...projects.map((project) => project.results)],
      leading.kindEvidence,
    ),
  }
}

function pipelineLimits(paths: readonly string[]): AuditReport['limits'] {
  if (paths.length === 0) return []
  const message = 'Pipelines of which only a part was read: they are longer, or call more, than an audit follows.'
  return [{ kind: 'pipelines', message, paths }]
}

/** Kinds by how much they ask for; the repository is of the first that holds a fifth of its code. */
const DEMANDING_FIRST: readonly Kind[] = ['web-service', 'worker', 'cli', 'library', 'notebook', 'scripts', 'none']

function leadingProject<T extends { readonly report: ProjectReport }>(judged: readonly T[]): T {
  const total = judged.reduce((sum, { report }) => sum + report.linesOfCode, 0)
  const bySize = [...judged].sort((a, b) => b.report.linesOfCode - a.report.linesOfCode)
  for (const kind of DEMANDING_FIRST) {
    const [first, ...others] = bySize.filter(({ report }) => report.kind === kind)
    const lines = others.reduce((sum, { report }) => sum + report.linesOfCode, first?.report.linesOfCode ?? 0)
    if (first && lines >= total / 5) return first
  }
  return bySize[0] as T
}

function kindReason(projects: readonly ProjectReport[], leading: ProjectReport): string {
  if (projects.length === 1) return leading.kindReason
  const kinds = new Map<Kind, number>()
  for (const { kind } of projects) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const listed = [...kinds].map(([kind, count]) => `${count} ${KIND_TITLES[kind].toLowerCase()}`).join(', ')
  return `${projects.length} projects (${listed}). ${leading.path || 'The root'}: ${leading.kindReason}`
}
