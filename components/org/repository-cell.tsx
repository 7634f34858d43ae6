import { heatClass } from '@/components/ui/chart/heat'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { repositoryPath, teamPath } from '@/components/ui/paths'
import { Change, formatCoverage, Score } from '@/components/ui/score'
import { Time } from '@/components/ui/time'
import { CATEGORIES, type CategoryId, KIND_TITLES } from '@/lib/checks/rubric'
import { shownScore } from '@/lib/checks/shown-score'
import { formatCount } from '@/lib/checks/wording'
import type { RepositoryRow } from '@/lib/data/repository-list'
import type { Column } from '@/lib/data/table-columns'
import { columnName } from './column-names'

const ABBREVIATIONS: Readonly<Record<CategoryId, string>> = {
  robustness: 'Robust.',
  observability: 'Observ.',
  maintainability: 'Maint.',
  configuration: 'Config.',
  deployability: 'Deploy.',
  documentation: 'Docs',
}

/** One cell of the table of repositories. */
export function RepositoryCell({
  org,
  row,
  column,
}: {
  readonly org: string
  readonly row: RepositoryRow
  readonly column: Column
}) {
  switch (column) {
    case 'score':
      return (
        <td className="text-right max-md:order-1 max-md:row-start-1 max-md:col-start-5 max-md:col-span-2 md:px-2">
          <Score value={row.score} reason={row.noScoreReason ?? undefined} className="font-semibold text-base" />
          <Change points={row.change} className="ml-2 text-xs md:hidden" />
        </td>
      )
    case 'change':
      return (
        <td className="px-2 text-right max-md:hidden">
          <Change points={row.change} reason="Nothing to compare with: the repository or the rules are newer." />
        </td>
      )
    case 'fails':
      return <FactCell column={column}>{row.fails ?? '–'}</FactCell>
    case 'ready':
      return (
        <FactCell column={column}>{row.ready ? <Ready /> : <span className="text-muted">Not ready</span>}</FactCell>
      )
    case 'waived':
      return <FactCell column={column}>{row.waived}</FactCell>
    case 'kind':
      return <FactCell column={column}>{row.kind ? KIND_TITLES[row.kind] : '–'}</FactCell>
    case 'teams':
      return (
        <FactCell column={column}>
          <Teams org={org} teams={row.teams} />
        </FactCell>
      )
    case 'lines':
      return <FactCell column={column}>{row.linesOfCode === null ? '–' : formatCount(row.linesOfCode)}</FactCell>
    case 'coverage':
      return <FactCell column={column}>{row.coverage === null ? '–' : formatCoverage(row.coverage)}</FactCell>
    case 'visibility':
      return <FactCell column={column}>{row.isPrivate ? 'Private' : 'Public'}</FactCell>
    case 'pushed':
      return (
        <td className="pl-3 text-right text-muted text-xs whitespace-nowrap max-md:order-4 max-md:col-span-6 max-md:pl-0 max-md:text-left">
          {row.pushedAt ? (
            <>
              <span className="md:sr-only">Pushed </span>
              <Time at={row.pushedAt} />
            </>
          ) : (
            '–'
          )}
        </td>
      )
    default:
      return <HeatCell org={org} row={row} category={column} />
  }
}

function Ready() {
  return (
    <span className="inline-flex items-center gap-1 text-pass">
      <Icon name="check" className="size-3.5" />
      Ready
    </span>
  )
}

const TEAMS_SHOWN = 2

function Teams({ org, teams }: { readonly org: string; readonly teams: RepositoryRow['teams'] }) {
  if (teams.length === 0) return '–'
  const rest = teams.slice(TEAMS_SHOWN)
  return (
    <>
      {teams.slice(0, TEAMS_SHOWN).map(({ slug, name }, index) => (
        <span key={slug}>
          {index > 0 && ', '}
          <Link href={teamPath(org, slug)} className="link">
            {name}
          </Link>
        </span>
      ))}
      {rest.length > 0 && (
        <span className="text-muted" title={rest.map(({ name }) => name).join(', ')}>
          {` +${rest.length}`}
          <span className="sr-only"> more: {rest.map(({ name }) => name).join(', ')}</span>
        </span>
      )}
    </>
  )
}

/** A plain value, which says on a phone what it is. */
function FactCell({ column, children }: { readonly column: Column; readonly children: React.ReactNode }) {
  return (
    <td className="px-2 text-right whitespace-nowrap max-md:order-3 max-md:col-span-2 max-md:px-0 max-md:text-left max-md:text-xs">
      <span className="text-muted md:hidden">{columnName(column)} </span>
      {children}
    </td>
  )
}

function HeatCell({
  org,
  row,
  category,
}: {
  readonly org: string
  readonly row: RepositoryRow
  readonly category: CategoryId
}) {
  const score = row.categories[category]
  const label = CATEGORIES.find(({ id }) => id === category)?.short ?? ''
  return (
    <td className="heat-cell" data-short={ABBREVIATIONS[category]}>
      {score === null ? (
        <span className="text-faint">
          <Score value={null} reason={`Nothing was judged in ${label}.`} />
        </span>
      ) : (
        <a
          href={repositoryPath(org, row.name, category)}
          data-soft=""
          className={heatClass(score)}
          aria-label={`${label} of ${row.name}: ${shownScore(score)}`}
        >
          {shownScore(score)}
        </a>
      )}
    </td>
  )
}
