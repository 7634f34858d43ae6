import type { AuditReport } from '@/lib/audit/report'
import type { CheckResult } from '@/lib/checks/run'
import { visibleJson } from '@/lib/checks/visible-text'
import { weighedOtherwise } from '@/lib/checks/weights'
import type { Evidence } from '@/lib/facts/facts'
import { VERSION } from './version'

/** The report for machines: the shape is a contract. Evidence is sorted by place, so that two runs compare. */
export function jsonReport(report: AuditReport, path: string): string {
  const { projects } = report
  const document = {
    tool: { name: 'airworthy', version: VERSION, rubric: report.rubricVersion },
    repository: {
      path,
      commit: report.commit,
      kind: report.kind,
      override: report.override,
      projects: projects.map((project) => ({
        path: project.path,
        kind: project.kind,
        score: project.score,
        coverage: project.coverage,
        override: project.override,
        ...(projects.length > 1 ? { characteristics: project.results.map(characteristic) } : {}),
      })),
    },
    score: report.score,
    coverage: report.coverage,
    ...(weighedOtherwise(report.results).length > 0
      ? { weights: Object.fromEntries(report.results.map(({ id, weight }) => [id, weight])) }
      : {}),
    characteristics: report.results.map(characteristic),
  }
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`
}

function characteristic({ id, category, verdict, score, message, evidence }: CheckResult) {
  return { id, category, verdict, score, message, evidence: [...evidence].sort(byPlace).map(located) }
}

function located({ path, line, endLine, note }: Evidence) {
  return { path, line: line ?? null, endLine: endLine ?? null, note }
}

function byPlace(a: Evidence, b: Evidence): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return (a.line ?? 0) - (b.line ?? 0) || (a.note < b.note ? -1 : a.note > b.note ? 1 : 0)
}
