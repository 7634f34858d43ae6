import type { AuditReport } from '@/lib/audit/report'
import { requireCheck } from '@/lib/checks/registry'
import type { Verdict } from '@/lib/checks/rubric'
import { escapeMarkdown } from '@/lib/data/gap-issue-text'
import type { CheckedPullRequest } from '@/lib/data/pull-request-checks'
import type { Annotation, CheckOutput } from '@/lib/github/check-runs'
import { isWorse } from './compare-reports'

const MOST_ANNOTATIONS = 100
const LONGEST_NOTE = 500

const WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'pass',
  partial: 'partial',
  fail: 'fail',
  not_applicable: 'not applicable',
  unknown: 'unknown',
}

/** What GitHub shows of a check: the score before and after, each verdict that changes, and the lines of those that get worse. */
export function writeCheckOutput(
  checked: CheckedPullRequest,
  after: Pick<AuditReport, 'results' | 'limits'>,
  bar: number | null,
  pageUrl: string,
): CheckOutput {
  return {
    conclusion: checked.conclusion,
    title: titleOf(checked),
    summary: summaryOf(checked, after, bar, pageUrl),
    annotations: annotationsOf(checked, after),
  }
}

function titleOf({ scoreBefore, scoreAfter, changes }: CheckedPullRequest): string {
  const verdicts =
    changes.length === 0
      ? 'no verdict changes'
      : `${changes.length} ${changes.length === 1 ? 'verdict changes' : 'verdicts change'}`
  return `Score ${scoreText(scoreBefore)} → ${scoreText(scoreAfter)}, ${verdicts}`
}

function summaryOf(
  { scoreBefore, scoreAfter, changes, conclusion }: CheckedPullRequest,
  { results, limits }: Pick<AuditReport, 'results' | 'limits'>,
  bar: number | null,
  pageUrl: string,
): string {
  const rows = changes.map(({ characteristic, from, to }) => {
    const message = results.find(({ id }) => id === characteristic)?.message ?? ''
    return `| ${requireCheck(characteristic).title} | ${WORDS[from]} → **${WORDS[to]}** | ${escapeMarkdown(message)} |`
  })
  const parts = [
    `Production readiness before this pull request: **${scoreText(scoreBefore)}**, after it: **${scoreText(scoreAfter)}**.`,
    bar !== null &&
      `The organisation asks for at least ${bar}${conclusion === 'failure' ? ', which this is under' : ''}.`,
    rows.length > 0 && ['| Characteristic | Verdict | Why |', '|---|---|---|', ...rows].join('\n'),
    limits.length > 0 && 'Not everything could be read, so some verdicts may be unknown.',
    `[The repository on Airworthy](${pageUrl})`,
  ]
  return parts.filter(Boolean).join('\n\n')
}

function annotationsOf({ changes }: CheckedPullRequest, { results }: Pick<AuditReport, 'results'>): Annotation[] {
  return changes
    .filter(isWorse)
    .flatMap(({ characteristic, to }) => {
      const result = results.find(({ id }) => id === characteristic)
      return (result?.evidence ?? []).flatMap(({ path, line, endLine, note }): Annotation[] =>
        line === undefined
          ? []
          : [
              {
                path,
                line,
                endLine: endLine ?? line,
                level: to === 'fail' ? 'warning' : 'notice',
                title: `${requireCheck(characteristic).title}: ${WORDS[to]}`,
                message: (note || result?.message || 'See the summary.').slice(0, LONGEST_NOTE),
              },
            ],
      )
    })
    .slice(0, MOST_ANNOTATIONS)
}

function scoreText(score: number | null): string {
  return score === null ? 'none' : String(Math.round(score))
}
