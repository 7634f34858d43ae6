import type { Verdict } from '@/lib/checks/rubric'
import type { CheckResult } from '@/lib/checks/run'
import { meanVerdict } from '@/lib/checks/score'
import type { Evidence } from '@/lib/facts/facts'
import type { ProjectReport } from './report'

const MAX_EVIDENCE = 12
const WORST_FIRST: readonly Verdict[] = ['fail', 'partial', 'unknown', 'pass', 'not_applicable']

/** The repository's results from those of its projects, which all hold the same checks in the same order. */
export function aggregateResults(projects: readonly ProjectReport[]): readonly CheckResult[] {
  const [first] = projects
  if (!first) return []
  if (projects.length === 1) return first.results
  return first.results.map((_, index) => aggregate(projects, index))
}

interface Judged {
  readonly project: ProjectReport
  readonly result: CheckResult
}

function aggregate(projects: readonly ProjectReport[], index: number): CheckResult {
  const judged = projects.flatMap((project) => {
    const result = project.results[index]
    return result ? [{ project, result }] : []
  })
  const mean = meanVerdict(
    judged.map(({ project, result }) => ({ verdict: result.verdict, lines: weightOf(project, result) })),
  )
  const ordered = [...judged].sort(
    (a, b) =>
      WORST_FIRST.indexOf(a.result.verdict) - WORST_FIRST.indexOf(b.result.verdict) ||
      b.project.linesOfCode - a.project.linesOfCode,
  )
  const worst = ordered[0] as Judged
  return {
    ...worst.result,
    verdict: mean.verdict,
    score: mean.score,
    message: message(ordered, mean.verdict),
    evidence: evidence(ordered, mean.verdict),
    fix:
      mean.verdict === 'fail' || mean.verdict === 'partial'
        ? (ordered.find(({ result }) => result.fix)?.result.fix ?? null)
        : null,
  }
}

/** Secrets are looked for in excluded code too, so there it weighs as much as any. */
function weightOf({ linesOfCode, excludedLines }: ProjectReport, { id }: CheckResult): number {
  return id === 'secrets-management' ? linesOfCode + excludedLines : linesOfCode
}

function message(ordered: readonly Judged[], verdict: Verdict): string {
  const applying = ordered.filter(({ result }) => result.verdict !== 'not_applicable')
  const told =
    (verdict === 'not_applicable' ? ordered.filter(({ result }) => result.verdict === verdict) : applying)[0] ??
    ordered[0]
  if (!told) return ''
  const about = `${told.project.path || 'root'}: ${told.result.message}`
  if (verdict === 'not_applicable') {
    const others = ordered.length - applying.length
    return `Does not apply to ${others} of ${ordered.length} projects, which hold most of the code. ${about}`
  }
  if (verdict === 'unknown') {
    const unjudged = applying.filter(({ result }) => result.verdict === 'unknown').length
    return `${unjudged} of ${ordered.length} projects can't be judged. ${about}`
  }
  const passing = applying.filter(({ result }) => result.verdict === 'pass').length
  return `${passing} of ${applying.length} projects ${passing === 1 ? 'passes' : 'pass'}. ${about}`
}

/** A share for each project, each item once; what the verdict rests on comes first. */
function evidence(ordered: readonly Judged[], verdict: Verdict): readonly Evidence[] {
  const passing = ordered.filter(({ result }) => result.verdict === 'pass')
  const told = verdict === 'pass' ? [...passing, ...ordered.filter((each) => !passing.includes(each))] : ordered
  const relevant = told.filter(({ result }) => verdict === 'not_applicable' || result.verdict !== 'not_applicable')
  const found = new Map<string, Evidence>()
  for (let round = 0; round < MAX_EVIDENCE && found.size < MAX_EVIDENCE; round += 1) {
    for (const { project, result } of relevant) {
      const item = result.evidence[round]
      if (!item || found.size >= MAX_EVIDENCE) continue
      const located =
        item.path === '' && project.path !== '' ? { ...item, note: `${project.path}: ${item.note}` } : item
      found.set(JSON.stringify(located), located)
    }
  }
  return [...found.values()]
}
