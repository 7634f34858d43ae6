import { characteristicName } from '@/components/ui/characteristic-name'
import type { ChangeMark } from '@/components/ui/chart/change-marks'
import { positionOf } from '@/components/ui/chart/geometry'
import { formatDay } from '@/components/ui/format-time'
import { comparePath } from '@/components/ui/paths'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { verdictScore } from '@/lib/checks/score'
import { shortCommit } from '@/lib/data/github-links'
import type { HistoryStep, ScoredDay } from '@/lib/data/repository-history'

/** Percent of the width between two marks: 24 pixels on the narrowest screen. */
const APART = 12
const MOST_NAMED = 4

/** A mark for each day on which a verdict changed; days that lie too close together share one. */
export function historyMarks(
  org: string,
  name: string,
  points: readonly ScoredDay[],
  steps: readonly HistoryStep[],
): readonly ChangeMark[] {
  const groups: { x: number; steps: HistoryStep[] }[] = []
  for (const step of [...steps].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const x = step.changes.length > 0 ? positionOf(step.day, points) : null
    if (x === null) continue
    const last = groups.at(-1)
    if (last && x - last.x < APART) last.steps.push(step)
    else groups.push({ x, steps: [step] })
  }
  return groups.flatMap(({ x, steps: members }) => {
    const [first, last] = [members[0], members.at(-1)]
    if (!first || !last) return []
    return [
      {
        x,
        direction: directionOf(members),
        label: labelOf(members, first, last),
        href: comparePath(org, name, first.commitBefore, last.commit),
      },
    ]
  })
}

function labelOf(steps: readonly HistoryStep[], first: HistoryStep, last: HistoryStep): string {
  const changes = steps.flatMap((step) => step.changes)
  const named = changes
    .slice(0, MOST_NAMED)
    .map(
      ({ characteristic, from, to }) =>
        `${characteristicName(characteristic)} from ${VERDICT_TITLES[from].toLowerCase()} to ${VERDICT_TITLES[to].toLowerCase()}`,
    )
  const more = changes.length - named.length
  const when =
    steps.length === 1
      ? `${formatDay(last.day)}, commit ${shortCommit(last.commit)}`
      : `${formatDay(first.day)} to ${formatDay(last.day)}, ${steps.length} commits up to ${shortCommit(last.commit)}`
  return `${when}: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

function directionOf(steps: readonly HistoryStep[]): ChangeMark['direction'] {
  const moves = steps
    .flatMap(({ changes }) => changes)
    .map(({ from, to }) => {
      const [before, after] = [verdictScore(from), verdictScore(to)]
      return before === null || after === null ? 0 : Math.sign(after - before)
    })
  const [rose, fell] = [moves.includes(1), moves.includes(-1)]
  if (rose === fell) return 'mixed'
  return rose ? 'better' : 'worse'
}
