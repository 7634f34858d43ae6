import type { AuditReport } from '@/lib/audit/report'
import { requireCheck } from '@/lib/checks/registry'
import type { Verdict } from '@/lib/checks/rubric'
import { shownScore } from '@/lib/checks/shown-score'
import { escapeCell, plainLine } from '@/lib/data/markdown-text'
import type { CheckedPullRequest } from '@/lib/data/pull-request-checks'
import type { Annotation, CheckOutput } from '@/lib/github/check-runs'
import { isWorse } from './compare-reports'

const MOST_ANNOTATIONS = 100

const WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'pass',
  partial: 'partial',
  fail: 'fail',
  not_applicable: 'not applicable',
  unknown: 'unknown',
}

interface About {
  /** The score that the organisation asks for; null for none. */
  readonly bar: number | null
  /** Address of the repository's page here. */
  readonly pageUrl: string
  readonly changedPaths: ReadonlySet<string>
  /** The commit before can't be judged. */
  readonly isBaseUnjudged?: boolean
}

/**
 * What GitHub shows of a check: the score before and after, each verdict that changes, and the lines of those that get
 * worse. A line may lie outside of what the pull request changes (a removed handler leaves a bare `except` elsewhere), so
 * lines in changed files come first and the others are not left out.
 */
export function writeCheckOutput(
  checked: CheckedPullRequest,
  after: Pick<AuditReport, 'results' | 'limits'>,
  about: About,
): CheckOutput {
  return {
    conclusion: checked.conclusion,
    title: titleOf(checked, about),
    summary: summaryOf(checked, after, about),
    annotations: annotationsOf(checked, after, about),
  }
}

function titleOf({ scoreBefore, scoreAfter, changes }: CheckedPullRequest, { isBaseUnjudged }: About): string {
  if (isBaseUnjudged) return `Score ${scoreText(scoreAfter)}; what it is based on could not be judged`
  const verdicts =
    changes.length === 0
      ? 'no verdict changes'
      : `${changes.length} ${changes.length === 1 ? 'verdict changes' : 'verdicts change'}`
  return `Score ${scoreText(scoreBefore)} → ${scoreText(scoreAfter)}, ${verdicts}`
}

function summaryOf(
  { scoreBefore, scoreAfter, changes, conclusion }: CheckedPullRequest,
  { results, limits }: Pick<AuditReport, 'results' | 'limits'>,
  { bar, pageUrl, isBaseUnjudged }: About,
): string {
  const rows = changes.map(({ characteristic, from, to }) => {
    const message = results.find(({ id }) => id === characteristic)?.message ?? ''
    return `| ${requireCheck(characteristic).title} | ${WORDS[from]} → **${WORDS[to]}** | ${escapeCell(message)} |`
  })
  const parts = [
    isBaseUnjudged
      ? `Production readiness after this pull request: **${scoreText(scoreAfter)}**. The commit that it is based on could not be judged.`
      : `Production readiness before this pull request: **${scoreText(scoreBefore)}**, after it: **${scoreText(scoreAfter)}**.`,
    bar !== null &&
      `The organisation asks for at least ${bar}${conclusion === 'failure' ? ', which this is under' : ''}.`,
    rows.length > 0 && ['| Characteristic | Verdict | Why |', '|---|---|---|', ...rows].join('\n'),
    limits.length > 0 && 'Not everything could be read, so some verdicts may be unknown.',
    `[The repository on Airworthy](${pageUrl})`,
  ]
  return parts.filter(Boolean).join('\n\n')
}

function annotationsOf(
  { changes }: CheckedPullRequest,
  { results }: Pick<AuditReport, 'results'>,
  { changedPaths }: About,
): Annotation[] {
  const all = changes.filter(isWorse).flatMap(({ characteristic, to }) => {
    const result = results.find(({ id }) => id === characteristic)
    return (result?.evidence ?? []).flatMap(({ path, line, endLine = line, note }): Annotation[] => {
      if (path === '' || line === undefined || endLine === undefined) return []
      return [
        {
          path,
          line,
          endLine: Math.max(line, endLine),
          level: to === 'fail' ? 'warning' : 'notice',
          title: `${requireCheck(characteristic).title}: ${WORDS[to]}`,
          message: plainLine(note) || plainLine(result?.message ?? '') || 'See the summary.',
        },
      ]
    })
  })
  const isChanged = ({ path }: Annotation) => changedPaths.has(path)
  return [...all.filter(isChanged), ...all.filter((each) => !isChanged(each))].slice(0, MOST_ANNOTATIONS)
}

function scoreText(score: number | null): string {
  return score === null ? 'none' : String(shownScore(score))
}
