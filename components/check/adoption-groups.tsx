import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { characteristicPath, exportPath } from '@/components/ui/paths'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { formatCount, plural } from '@/lib/checks/wording'
import { ADOPTION_TEAMS_PER_PAGE, type AdoptionGroup, type AdoptionPage } from '@/lib/data/adoption-groups'
import { type CharacteristicQuery, characteristicSearch } from '@/lib/data/characteristic-query'
import { AdoptionTeamFilters, TEAM_ORDER_WORDS } from './adoption-team-filters'
import { VerdictShares } from './verdict-shares'

/** Which teams, page by page, and kinds of repositories have the characteristic, the lowest adoption first. */
export function AdoptionGroupsPanels({
  org,
  id,
  query,
  groups,
}: {
  readonly org: string
  readonly id: CharacteristicId
  readonly query: CharacteristicQuery
  readonly groups: AdoptionPage
}) {
  const href = (changes: Partial<CharacteristicQuery>) =>
    `${characteristicPath(org, id)}${characteristicSearch(query, changes)}#repositories`
  const { teams, kinds, total, known } = groups
  const path = characteristicPath(org, id)
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {known > 0 && (
        <Panel
          title="By team"
          id="teams"
          note={noteOf(query, total, known)}
          actions={<ExportLinks what="the teams" path={exportPath(path, 'teams')} />}
        >
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            {known > ADOPTION_TEAMS_PER_PAGE && <AdoptionTeamFilters path={path} query={query} />}
            {teams.length > 0 ? (
              <GroupTable head="Team" groups={teams} current={query.team} href={(team) => href({ team })} />
            ) : (
              <p className="text-muted text-sm">
                {total > 0 ? 'There are fewer pages of teams than that.' : 'No team matches.'}
              </p>
            )}
            <Pagination
              page={query.teampage}
              pageSize={ADOPTION_TEAMS_PER_PAGE}
              total={total}
              href={(teampage) => `${path}${characteristicSearch(query, { teampage, page: query.page })}#teams`}
              noun="teams"
              label="Pages of teams"
            />
          </div>
        </Panel>
      )}
      {kinds.length > 0 && (
        <Panel
          title="By kind"
          note="Per cent that pass of those judged, the lowest first"
          actions={<ExportLinks what="the kinds" path={exportPath(path, 'kinds')} />}
        >
          <GroupTable
            head="Kind"
            groups={kinds}
            current={query.kind}
            href={(kind) => href({ kind: kind as CharacteristicQuery['kind'] })}
          />
        </Panel>
      )}
    </div>
  )
}

function GroupTable({
  head,
  groups,
  current,
  href,
}: {
  readonly head: string
  readonly groups: readonly AdoptionGroup[]
  /** Key of the group to which the page is narrowed. */
  readonly current: string | undefined
  readonly href: (key: string) => string
}) {
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">Adoption by {head.toLowerCase()}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">Verdicts</th>
          <th scope="col">Adoption</th>
          <th scope="col">Fails</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ key, name, counts, adoption }) => (
          <tr key={key} className="border-t first:border-0">
            <th scope="row" className="w-full max-w-0 truncate py-1.5 pr-3 text-left font-normal">
              <Link
                href={href(key)}
                aria-current={key === current ? 'true' : undefined}
                title={name}
                className={key === current ? 'font-medium underline' : 'hover:underline'}
              >
                {name}
              </Link>
            </th>
            <td className="py-1.5 pr-3">
              <VerdictShares counts={counts} className="w-24 sm:w-36" />
            </td>
            <td className="py-1.5 text-right font-medium whitespace-nowrap">
              {adoption === null ? '–' : `${Math.round(adoption)} %`}
            </td>
            <td className="py-1.5 pl-3 text-right text-muted text-xs whitespace-nowrap">
              {formatCount(counts.fail)} {counts.fail === 1 ? 'fails' : 'fail'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function noteOf({ teamq, teamsort }: CharacteristicQuery, total: number, known: number): string {
  const order = teamsort === 'lowest' ? 'the lowest first' : `first: ${TEAM_ORDER_WORDS[teamsort].toLowerCase()}`
  if (known <= ADOPTION_TEAMS_PER_PAGE) return `Per cent that pass of those judged, ${order}`
  const count = plural(total, 'team')
  return `${count}${teamq ? ` of ${formatCount(known)}` : ''}: per cent that pass of those judged, ${order}`
}
