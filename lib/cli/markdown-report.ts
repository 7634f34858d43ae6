import type { AuditReport } from '@/lib/audit/report'
import { requireCheck } from '@/lib/checks/registry'
import { CATEGORIES, KIND_TITLES, type Verdict } from '@/lib/checks/rubric'
import type { CheckResult } from '@/lib/checks/run'
import { pointsToGain } from '@/lib/checks/score'
import { weighedOtherwise } from '@/lib/checks/weights'
import { escapeCell, escapeMarkdown } from '@/lib/data/markdown-text'

const WORDS: Readonly<Record<Verdict, string>> = {
  pass: '✔ pass',
  partial: '◐ partial',
  fail: '✘ fail',
  not_applicable: '– not applicable',
  unknown: '? unknown',
}
const MOST_FIXES = 5

/** The report in GitHub's Markdown, as the summary of a workflow's run. */
export function markdownReport(report: AuditReport): string {
  const score = report.score === null ? 'Nothing could be judged' : `${points(report.score)} of 100`
  return [
    `## Production readiness: ${score}`,
    '',
    `${KIND_TITLES[report.kind]}: ${escapeMarkdown(report.kindReason)} ${Math.round(report.coverage * 100)} % of what applies could be judged.`,
    '',
    ...weights(report),
    ...nextFixes(report),
    '| Characteristic | Verdict | Why |',
    '|---|---|---|',
    ...CATEGORIES.flatMap(({ id, title }) => [
      `| **${title}** | ${categoryScore(report.categories[id])} | |`,
      ...report.results.filter(({ category }) => category === id).map(row),
    ]),
    '',
  ].join('\n')
}

function weights({ results }: AuditReport): string[] {
  const others = weighedOtherwise(results)
  if (others.length === 0) return []
  const named = others.map(({ id, weight }) => `\`${id}\` ${weight} (${requireCheck(id).weight})`).join(', ')
  return [`By weights of your own, in brackets the standard: ${named}.`, '']
}

function row({ id, verdict, message }: CheckResult): string {
  return `| ${requireCheck(id).title} | ${WORDS[verdict]} | ${escapeCell(message)} |`
}

function nextFixes({ results }: AuditReport): string[] {
  const fixes = results
    .flatMap((result) => (result.fix ? [{ id: result.id, fix: result.fix, gain: pointsToGain(results, result) }] : []))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, MOST_FIXES)
  if (fixes.length === 0) return []
  return [
    '**Next best fixes**',
    '',
    ...fixes.map(
      ({ id, fix, gain }, index) => `${index + 1}. +${points(gain)} \`${id}\`: ${escapeMarkdown(fix.summary)}`,
    ),
    '',
  ]
}

function categoryScore(score: number | null): string {
  return score === null ? '' : `**${points(score)}**`
}

function points(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '')
}
