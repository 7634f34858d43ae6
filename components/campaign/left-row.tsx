import { shortfall } from '@/components/repo/ready-words'
import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { gapPath, repositoryPath } from '@/components/ui/paths'
import { Prose } from '@/components/ui/prose'
import { Score } from '@/components/ui/score'
import { Tag } from '@/components/ui/tag'
import { Day } from '@/components/ui/time'
import { VerdictBadge } from '@/components/ui/verdict'
import type { CampaignGoal } from '@/lib/data/campaign-fields'
import type { LeftRepository } from '@/lib/data/campaign-left'

/** One repository that lacks what a campaign wants: how it stands, why, and what can be done. */
export function LeftRow({
  org,
  goal,
  row,
}: {
  readonly org: string
  readonly goal: CampaignGoal
  readonly row: LeftRepository
}) {
  const { name, isPrivate, isArchived, verdict, score, message, waivedUntil } = row
  return (
    <li className="grid gap-x-4 gap-y-1.5 border-t px-4 py-3 text-sm sm:px-5 md:grid-cols-[7.75rem_minmax(0,15rem)_minmax(0,1fr)]">
      {verdict && goal.characteristic ? (
        <VerdictBadge verdict={verdict} className="justify-self-start self-start" />
      ) : (
        <span>
          <span className="sr-only">Score </span>
          <Score value={score} className="font-semibold" />
        </span>
      )}
      <div className="min-w-0">
        <Link
          href={repositoryPath(org, name, goal.characteristic ?? undefined)}
          className="font-medium [overflow-wrap:anywhere] hover:underline"
        >
          {name}
        </Link>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
          {isPrivate && <Tag icon="lock">Private</Tag>}
          {isArchived && <Tag icon="archive">Archived</Tag>}
        </span>
      </div>
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <Prose>{goal.minimumScore === null ? message : shortOf(goal.minimumScore, score, row.best)}</Prose>
        {waivedUntil && (
          <span className="block text-muted text-xs">
            Waived until <Day day={waivedUntil} />; it stays in the count.
          </span>
        )}
        <IssueLink org={org} goal={goal} row={row} />
      </div>
    </li>
  )
}

/** To the issue that is open, or to the preview from which one is opened; where there is none, why. */
function IssueLink({ org, goal, row }: Parameters<typeof LeftRow>[0]) {
  if (row.issueUrl) {
    return (
      <a href={row.issueUrl} rel="noreferrer" className="link block w-fit text-xs">
        Issue on GitHub{row.best && ` for ${characteristicName(row.best.id)}`}
        <span className="sr-only"> of {row.name}</span>
      </a>
    )
  }
  if (row.isArchived) return <span className="block text-muted text-xs">It is archived and takes no issues.</span>
  const isGap = row.verdict === 'fail' || row.verdict === 'partial'
  const gap = goal.characteristic === null ? row.best?.id : isGap ? goal.characteristic : undefined
  if (!gap) return <span className="block text-muted text-xs">{reasonOf(goal, row)}</span>
  return (
    <Link href={gapPath(org, row.name, gap)} className="link block w-fit text-xs">
      Open an issue{goal.characteristic === null && ` for ${characteristicName(gap)}`}…
      <span className="sr-only"> for {row.name}</span>
    </Link>
  )
}

function reasonOf(goal: CampaignGoal, { score }: LeftRepository): string {
  if (goal.characteristic !== null) return 'It could not be judged, so there is no gap to open an issue for.'
  return score === null
    ? 'Nothing was judged, so there is no gap to open an issue for.'
    : 'Each of its gaps is waived, so no issue is offered.'
}

function shortOf(wanted: number, score: number | null, best: LeftRepository['best']): string {
  if (score === null) return 'It has no score.'
  const lift = best && ` ${characteristicName(best.id)} lifts it most: ${best.points.toFixed(1)} points.`
  return `${shortfall(score, wanted)}.${lift ?? ''}`
}
