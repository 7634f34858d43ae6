import { ChangeCauseText } from '@/components/check/change-cause'
import { OwnWeightsNote } from '@/components/org/own-weights-note'
import { RangeLinks } from '@/components/org/range-links'
import { rangeSince } from '@/components/org/range-words'
import { characteristicName } from '@/components/ui/characteristic-name'
import { TrendLine } from '@/components/ui/chart/trend-line'
import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { comparePath, exportPath, repositoryPath } from '@/components/ui/paths'
import { Change, Score } from '@/components/ui/score'
import { Day } from '@/components/ui/time'
import { VerdictText } from '@/components/ui/verdict'
import { formatCount } from '@/lib/checks/wording'
import { commitUrl, compareUrl, shortCommit } from '@/lib/data/github-links'
import { getDrawnHistory, type HistoryStep } from '@/lib/data/repository-history'
import type { Range } from '@/lib/data/trend-range'
import { HistoryLane } from './history-lane'
import { historyMarks, historyNotes } from './history-marks'

const OPEN_STEPS = 6

/** The score day by day over a range, and between which commits which verdict changed. */
export async function HistoryPanel({
  org,
  name,
  githubUrl,
  pageHref,
  range,
  problem,
  href,
}: {
  readonly org: string
  readonly name: string
  readonly githubUrl: string
  /** Address of the page on which all characteristics stand, without an anchor. */
  readonly pageHref: string
  readonly range: Range
  /** What is wrong with the dates that were asked for. */
  readonly problem: string | undefined
  /** Builds the address of the page with another range. */
  readonly href: (range: Range) => string
}) {
  const { points, ruleChanges, steps, older } = await getDrawnHistory(org, name, range)
  const marks = historyMarks(steps)
  const folded = steps.slice(OPEN_STEPS)
  return (
    <Panel
      title="History"
      id="history"
      note="Score from day to day, by the dates of commits"
      actions={<RangeLinks range={range} problem={problem} href={href} />}
    >
      <TrendLine
        title={`Score of ${name}`}
        points={points}
        ruleChanges={ruleChanges}
        notes={historyNotes(steps)}
        shape="steps"
        lane={
          marks.length > 0 && (
            <HistoryLane
              org={org}
              name={name}
              githubUrl={githubUrl}
              marks={marks}
              first={points[0]?.day ?? ''}
              last={points.at(-1)?.day ?? ''}
            />
          )
        }
      />
      {marks.length > 0 && (
        <p className="mt-2 text-muted text-xs">
          Marks below the line: verdicts that got better (up), worse (down) or both. Each opens to its changes.
        </p>
      )}
      <OwnWeightsNote login={org} />
      <div className="mt-5 mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium text-sm">What changed</h3>
        {steps.length > 1 && (
          <Link href={`${repositoryPath(org, name)}/compare`} className="link text-sm">
            Compare two commits
          </Link>
        )}
      </div>
      <ExportLinks what="the history" path={exportPath(repositoryPath(org, name), 'history')} />
      {steps.length === 0 ? (
        <p className="text-muted text-sm">Nothing changed {rangeSince(range)}.</p>
      ) : (
        <Steps org={org} name={name} steps={steps.slice(0, OPEN_STEPS)} githubUrl={githubUrl} pageHref={pageHref} />
      )}
      {folded.length > 0 && (
        <details className="border-t pt-2">
          <summary className="link w-fit list-none text-sm">
            {folded.length === 1 ? 'One earlier change' : `${folded.length} earlier changes`}
          </summary>
          <Steps org={org} name={name} steps={folded} githubUrl={githubUrl} pageHref={pageHref} />
        </details>
      )}
      {older > 0 && (
        <p className="border-t pt-2 text-muted text-sm">
          {formatCount(older)} older {older === 1 ? 'change is' : 'changes are'} neither marked nor listed. Choose other
          dates to see them.
        </p>
      )}
    </Panel>
  )
}

function Steps({
  org,
  name,
  steps,
  githubUrl,
  pageHref,
}: {
  readonly org: string
  readonly name: string
  readonly steps: readonly HistoryStep[]
  readonly githubUrl: string
  readonly pageHref: string
}) {
  return (
    <ol>
      {steps.map((step) => (
        <li key={step.commit} className="border-t py-2.5 text-sm first:border-t-0">
          <div className="flex flex-wrap items-baseline gap-x-2">
            <Day day={step.day} className="font-medium" />
            <StepLink step={step} githubUrl={githubUrl} />
            {step.commitBefore !== null && (
              <Link
                href={comparePath(org, name, step.commitBefore, step.commit)}
                aria-label={`Compare the audits of ${shortCommit(step.commitBefore)} and ${shortCommit(step.commit)}`}
                className="link text-xs"
              >
                Compare
              </Link>
            )}
            <span className="ml-auto flex items-baseline gap-2">
              {step.scoreBefore !== null && step.score !== null && (
                <Change points={step.score - step.scoreBefore} className="text-xs" />
              )}
              <Score value={step.score} className="font-medium" />
            </span>
          </div>
          {step.commitBefore === null && <p className="text-muted">First audited commit</p>}
          {step.rulesChanged && <p className="text-muted">The rules changed too, so the code may not be the cause.</p>}
          {groupByCause(step.changes).map(({ key, changes, cause, isSought }) => (
            <div key={key} className="mt-1.5">
              <ul>
                {changes.map(({ characteristic, from, to }) => (
                  <li key={characteristic} className="flex flex-wrap items-baseline gap-x-2">
                    <a href={`${pageHref}#${characteristic}`} className="py-0.5 hover:underline">
                      {characteristicName(characteristic)}
                    </a>
                    <span className="flex items-baseline gap-1.5 text-xs">
                      <VerdictText verdict={from} />
                      <span aria-hidden="true">→</span>
                      <span className="sr-only">to</span>
                      <VerdictText verdict={to} />
                    </span>
                  </li>
                ))}
              </ul>
              {cause && <ChangeCauseText cause={cause} githubUrl={githubUrl} />}
              {isSought && <p className="text-muted text-xs">Finding the commit…</p>}
            </div>
          ))}
        </li>
      ))}
    </ol>
  )
}

type StepChange = HistoryStep['changes'][number]

/** Changes by the same commit stand together, above what is said of it. */
function groupByCause(
  changes: readonly StepChange[],
): (Pick<StepChange, 'cause' | 'isSought'> & { key: string; changes: StepChange[] })[] {
  const groups = new Map<string, StepChange[]>()
  for (const change of changes) {
    const { cause, isSought } = change
    const key = cause ? `${cause.precision} ${cause.lastCommit} ${cause.commit}` : isSought ? 'sought' : 'untold'
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups].map(([key, members]) => ({
    key,
    changes: members,
    cause: members[0]?.cause ?? null,
    isSought: members[0]?.isSought ?? false,
  }))
}

function StepLink({ step, githubUrl }: { readonly step: HistoryStep; readonly githubUrl: string }) {
  const { commit, commitBefore } = step
  return (
    <a
      href={commitBefore ? compareUrl(githubUrl, commitBefore, commit) : commitUrl(githubUrl, commit)}
      rel="noreferrer"
      className="link font-mono text-xs"
    >
      {commitBefore ? `${shortCommit(commitBefore)}…${shortCommit(commit)}` : shortCommit(commit)}
    </a>
  )
}
