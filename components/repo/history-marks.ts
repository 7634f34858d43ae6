import { characteristicName } from '@/components/ui/characteristic-name'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { verdictScore } from '@/lib/checks/score'
import { shortCommit } from '@/lib/data/github-links'
import type { HistoryStep } from '@/lib/data/repository-history'

/** A tooltip holds no more; the mark below the line opens to all of them. */
const MOST_TOLD = 5

/** A day on which verdicts changed, in as few words as a browser needs to tell it. */
export interface HistoryMark {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly commit: string
  /** The audited commit before. */
  readonly before: string
  readonly direction: 'better' | 'worse' | 'mixed'
  /** "Testing from fail to pass", in the rubric's order. */
  readonly changes: readonly string[]
  /** Numbers of the pull requests that brought them in. */
  readonly pulls: readonly number[]
}

/** A mark for each day on which a verdict changed, oldest first. */
export function historyMarks(steps: readonly HistoryStep[]): readonly HistoryMark[] {
  return steps
    .flatMap((step) => (step.commitBefore === null || step.changes.length === 0 ? [] : toMark(step, step.commitBefore)))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** What is told with the days of a history: the commit and what it changed. */
export function historyNotes(
  steps: readonly HistoryStep[],
): readonly { readonly day: string; readonly text: string }[] {
  return steps.flatMap(({ day, commit, commitBefore, changes }) => [
    { day, text: `${commitBefore === null ? 'First audited commit' : 'Commit'} ${shortCommit(commit)}` },
    ...changes.slice(0, MOST_TOLD).map((change) => ({ day, text: changeText(change) })),
    ...(changes.length > MOST_TOLD ? [{ day, text: `${changes.length - MOST_TOLD} more verdicts changed` }] : []),
  ])
}

function toMark(step: HistoryStep, before: string): HistoryMark {
  const { day, commit, changes } = step
  const moves = changes.map(({ from, to }) => {
    const [was, is] = [verdictScore(from), verdictScore(to)]
    return was === null || is === null ? 0 : Math.sign(is - was)
  })
  const [rose, fell] = [moves.includes(1), moves.includes(-1)]
  return {
    day,
    commit,
    before,
    direction: rose === fell ? 'mixed' : rose ? 'better' : 'worse',
    changes: changes.map(changeText),
    pulls: [...new Set(changes.flatMap(({ cause }) => cause?.pull?.number ?? []))],
  }
}

function changeText({ characteristic, from, to }: HistoryStep['changes'][number]): string {
  return `${characteristicName(characteristic)} from ${VERDICT_TITLES[from].toLowerCase()} to ${VERDICT_TITLES[to].toLowerCase()}`
}
