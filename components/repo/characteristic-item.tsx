import clsx from 'clsx'
import type { ReactNode } from 'react'
import { VERDICT_MEANINGS } from '@/components/check/verdict-meaning'
import { WeightNote } from '@/components/check/weight-note'
import { IssueState } from '@/components/gap/issue-state'
import { characteristicName } from '@/components/ui/characteristic-name'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { characteristicPath, checkPath, gapPath, waiverPath } from '@/components/ui/paths'
import { Prose } from '@/components/ui/prose'
import { Day } from '@/components/ui/time'
import { VerdictBadge } from '@/components/ui/verdict'
import { WaiverText } from '@/components/waiver/waiver-text'
import { requireCheck } from '@/lib/checks/registry'
import type { ShownIssue } from '@/lib/data/gap-previews'
import type { RepositoryOverride, RepositoryResult } from '@/lib/data/repository'
import type { Waiver } from '@/lib/data/waivers'
import { type CommitPlace, EvidenceLink } from './evidence-link'
import { EvidenceList } from './evidence-list'
import { FixView } from './fix-view'

/** One verdict in a line; its evidence, reason and fix below. The address ends in the id: `#testing`. */
export function CharacteristicItem({
  repository,
  issue,
  isGap,
  waiver,
  mayWaive,
  result,
  points,
  place,
  exemption,
  overridePath,
  hasOwnWeights,
}: {
  readonly repository: { readonly org: string; readonly name: string; readonly isArchived: boolean }
  /** The last issue of this gap. */
  readonly issue: ShownIssue | null
  /** The repository as a whole has this gap, which a project of it may have alone. */
  readonly isGap: boolean
  /** The waiver that counts now. */
  readonly waiver: Waiver | null
  readonly mayWaive: boolean
  readonly result: RepositoryResult
  /** What a pass would bring. */
  readonly points: number
  readonly place: CommitPlace
  /** The owner's reason why this should not count; it counts all the same. */
  readonly exemption: RepositoryOverride['exempt'][number] | null
  readonly overridePath: string
  readonly hasOwnWeights: boolean
}) {
  const { org, name, isArchived } = repository
  const { id, verdict, message, evidence, fix, weight } = result
  const isActive = issue?.state === 'open' || issue?.state === 'opening'
  const check = requireCheck(id)
  return (
    <details
      id={id}
      className={clsx(
        'group scroll-mt-4 border-t first:border-t-0 target:bg-accent-soft/40',
        (verdict === 'pass' || verdict === 'not_applicable') && 'folded-on-paper',
      )}
    >
      <summary className="grid list-none grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 px-4 py-3 -outline-offset-2 hover:bg-sunken/50 sm:grid-cols-[7.75rem_minmax(0,1fr)_auto] sm:px-5">
        <VerdictBadge verdict={verdict} className="justify-self-start" />
        <span className="min-w-0 max-sm:col-span-2 max-sm:row-start-2">
          {waiver && (verdict === 'fail' || verdict === 'partial') ? (
            <s className="font-medium text-muted">{characteristicName(id)}</s>
          ) : (
            <span className="font-medium">{characteristicName(id)}</span>
          )}
          {waiver && (
            <span className="ml-2 rounded-sm border px-1.5 py-0.5 text-muted text-xs">
              Waived until <Day day={waiver.expiresOn} />
            </span>
          )}
          {exemption && (
            <span className="ml-2 rounded-sm border px-1.5 py-0.5 text-muted text-xs">Exempt by the owner</span>
          )}
          <span className="block text-muted text-sm [overflow-wrap:anywhere]">
            <Prose>{message}</Prose>
          </span>
        </span>
        <span className="flex items-center gap-2 text-muted text-sm max-sm:col-start-2 max-sm:row-start-1">
          {points > 0 && <span title={`A pass brings ${points} points`}>+{points.toFixed(1)}</span>}
          <Icon name="chevron-down" className="size-4 transition-transform group-open:rotate-180" />
        </span>
      </summary>
      <div className="grid gap-5 px-4 pt-1 pb-5 sm:pr-5 sm:pl-[calc(7.75rem+2rem)] print:pl-5">
        {(verdict === 'unknown' || verdict === 'not_applicable') && (
          <p className="text-muted text-sm">
            {VERDICT_MEANINGS[verdict].meaning}{' '}
            {verdict === 'unknown'
              ? 'It costs no points; it lowers the coverage.'
              : 'It counts neither for nor against.'}
          </p>
        )}
        {waiver && (
          <Part title="Waiver">
            <p className="text-sm">
              <WaiverText waiver={waiver} />
            </p>
            <p className="mt-1 text-muted text-sm">
              The verdict and the score stay as they are; it is left out of the effective score.
            </p>
          </Part>
        )}
        {exemption && (
          <Part title="The owner’s exemption">
            <p className="mb-1 text-sm [overflow-wrap:anywhere]">
              <Prose>{exemption.reason}</Prose>
            </p>
            <p className="text-muted text-sm">
              <EvidenceLink evidence={{ path: overridePath, line: exemption.line, note: '' }} place={place} /> The
              verdict and the score stay as they are.
            </p>
          </Part>
        )}
        {evidence.length > 0 && (
          <Part title="Evidence">
            <EvidenceList evidence={evidence} place={place} />
          </Part>
        )}
        <Part title="Why it matters">
          <p className="max-w-prose text-sm">
            <Prose>{check.why}</Prose>
          </p>
          {hasOwnWeights && (
            <p className="mt-1 text-muted text-sm">
              <WeightNote id={id} weight={weight} />
            </p>
          )}
        </Part>
        {fix && (
          <Part title="How to fix it">
            <FixView fix={fix} about={characteristicName(id)} />
          </Part>
        )}
        {issue && <IssueState issue={issue} />}
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm print:hidden">
          {isGap && !isArchived && (
            <Link href={gapPath(org, name, id)} className="link">
              {isActive ? 'About the issue' : 'Open an issue on GitHub'}
            </Link>
          )}
          {(waiver || (isGap && mayWaive)) && (
            <Link href={waiverPath(org, name, id)} className="link">
              {waiver ? 'About the waiver' : 'Waive it'}
            </Link>
          )}
          <Link href={checkPath(id)} className="link">
            How it is judged
          </Link>
          <Link href={characteristicPath(org, id)} className="link">
            All repositories on {characteristicName(id)}
          </Link>
          <a href={`#${id}`} className="link">
            Link to this
          </a>
        </p>
      </div>
    </details>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h4 className="mb-1.5 font-medium text-muted text-xs">{title}</h4>
      {children}
    </div>
  )
}
