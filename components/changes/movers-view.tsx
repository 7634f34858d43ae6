import { ChoiceLinks } from '@/components/ui/choice-links'
import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { comparePath, exportPath, moversPath, orgPath, repositoryPath } from '@/components/ui/paths'
import { Change, Score } from '@/components/ui/score'
import { ScrollArea } from '@/components/ui/scroll-area'
import { formatCount } from '@/lib/checks/wording'
import { type Direction, parseChangesQuery } from '@/lib/data/changes-query'
import { listMovers, MOVERS_PER_PAGE, type Mover } from '@/lib/data/movers'
import {
  parseScorecardQuery,
  type ScorecardQuery,
  type SearchParams,
  scorecardSearch,
  WINDOWS,
} from '@/lib/data/scorecard-query'
import { DirectionLinks } from './direction-links'
import { TopVerdict } from './top-verdict'

/** Every repository whose score moved, the biggest move first. */
export async function MoversView({ org, params }: { readonly org: string; readonly params: SearchParams }) {
  const { window, team, kind, page } = params
  const query = parseScorecardQuery({ window, team, kind, page })
  const { moved } = parseChangesQuery({ moved: params.moved })
  const { movers, total } = await listMovers(org, { ...query, moved })
  const search = (changes: Partial<ScorecardQuery> = {}, direction: Direction | undefined = moved) =>
    withDirection(scorecardSearch(query, changes), direction)
  const href = (...asked: Parameters<typeof search>) => `${moversPath(org)}${search(...asked)}`
  return (
    <Panel
      title="Movers"
      note={`${total === 1 ? 'One score' : `${formatCount(total)} scores`} moved by a point or more in ${query.window} days, by the same rules`}
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <DirectionLinks
            moved={moved}
            href={(next) => `${moversPath(org)}${withDirection(scorecardSearch(query), next)}`}
          />
          <ChoiceLinks
            label="Days to compare with"
            choices={WINDOWS.map((days) => ({
              href: href({ window: days }),
              label: `${days} days`,
              current: days === query.window,
            }))}
          />
        </div>
      }
    >
      {movers.length === 0 ? (
        <Empty level="h3" title="Nothing moved">
          {total > 0 ? 'There are fewer pages than that.' : 'No score rose or fell by a point or more.'}
        </Empty>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <MoverTable org={org} movers={movers} />
          <ExportLinks what="the movers" path={exportPath(orgPath(org), 'movers')} search={search()} />
          <Pagination
            page={query.page}
            pageSize={MOVERS_PER_PAGE}
            total={total}
            href={(to) => href({ page: to })}
            noun="movers"
          />
        </div>
      )}
    </Panel>
  )
}

function withDirection(search: string, moved: Direction | undefined): string {
  return moved ? `${search || '?'}${search && '&'}moved=${moved}` : search
}

function MoverTable({ org, movers }: { readonly org: string; readonly movers: readonly Mover[] }) {
  return (
    <ScrollArea label="Movers">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">Repositories whose score moved, with the verdict that moved it most</caption>
        <thead>
          <tr className="border-b text-left text-muted text-xs">
            <th scope="col" className="py-2 pr-3 font-normal">
              Repository
            </th>
            <th scope="col" className="px-2 py-2 text-right font-normal">
              Change
            </th>
            <th scope="col" className="px-2 py-2 text-right font-normal">
              Score
            </th>
            <th scope="col" className="px-2 py-2 font-normal">
              Moved it most
            </th>
            <th scope="col" className="py-2 pl-2 font-normal">
              Commits
            </th>
          </tr>
        </thead>
        <tbody>
          {movers.map((mover) => (
            <tr key={mover.name} className="border-b last:border-0">
              <th scope="row" className="min-w-28 py-2 pr-3 text-left font-medium [overflow-wrap:anywhere]">
                <Link href={repositoryPath(org, mover.name)} className="hover:underline">
                  {mover.name}
                </Link>
              </th>
              <td className="px-2 text-right">
                <Change points={mover.change} />
              </td>
              <td className="px-2 text-right font-semibold">
                <Score value={mover.score} />
              </td>
              <td className="px-2 py-2">
                <TopVerdict org={org} mover={mover} />
              </td>
              <td className="py-2 pl-2">
                <Link href={comparePath(org, mover.name, mover.commitBefore, mover.commit)} className="link">
                  Compare<span className="sr-only"> the commits of {mover.name}</span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}
