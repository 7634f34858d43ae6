import type { AuditReport, ProjectReport } from '@/lib/audit/report'
import { categoryScores } from '@/lib/checks/score'
import { AppError } from '@/lib/errors'

/** The report as asked for: the whole repository, or one of its projects in its place. */
export function viewOf(report: AuditReport, project: string | null): AuditReport {
  if (project === null) return report
  const found = report.projects.find(({ path }) => path === project)
  if (!found) throw new AppError('invalid-input', noProject(project, report.projects))
  const { kind, kindReason, score, coverage, results, linesOfCode, override } = found
  return {
    ...report,
    kind,
    kindReason,
    score,
    coverage,
    results,
    linesOfCode,
    override,
    categories: categoryScores(results),
    projects: [found],
  }
}

function noProject(project: string, projects: readonly ProjectReport[]): string {
  const paths = projects.map(({ path }) => path || '(the root)').slice(0, 20)
  return `There is no project ${JSON.stringify(project)}. Projects found: ${paths.join(', ')}.`
}
