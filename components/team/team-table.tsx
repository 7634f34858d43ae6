import { rangeSince } from '@/components/org/range-words'
import { ScrollArea } from '@/components/ui/scroll-area'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import type { TeamSummary } from '@/lib/data/teams'
import type { TeamsQuery } from '@/lib/data/teams-query'
import { gainOf } from '@/lib/data/trend-gain'
import { rangeSearch } from '@/lib/data/trend-range'
import { TeamHead } from './team-head'
import { type TeamRow, TeamRows } from './team-rows'

/** Teams by score and category. */
export function TeamTable({
  org,
  teams,
  query,
}: {
  readonly org: string
  readonly teams: readonly TeamSummary[]
  readonly query: TeamsQuery
}) {
  return (
    <ScrollArea label="Teams by category">
      <table className="w-full min-w-2xl border-collapse text-sm">
        <caption className="sr-only">Teams with their scores by category</caption>
        <thead>
          <tr className="border-b text-left text-muted text-xs">
            <TeamHead org={org} query={query} sort="name" trend={query.trend} label="Team" className="pr-3" />
            <th scope="col" className="px-2 py-2 text-right font-normal">
              Repositories
            </th>
            <TeamHead
              org={org}
              query={query}
              sort="score"
              trend={undefined}
              label="Score"
              className="px-2 text-right"
            />
            <TeamHead
              org={org}
              query={query}
              sort="change"
              trend={query.trend}
              label={`Change ${query.trend ? `in ${categoryName(query.trend)} ` : ''}${rangeSince(query.range)}`}
              className="px-2 text-right"
            />
            {CATEGORIES.map(({ id, short }) => (
              <TeamHead
                key={id}
                org={org}
                query={query}
                sort="score"
                trend={id}
                label={short}
                className="px-1 text-center"
              />
            ))}
          </tr>
        </thead>
        <TeamRows org={org} search={rangeSearch(query.range)} rows={teams.map(toRow)} />
      </table>
    </ScrollArea>
  )
}

function categoryName(category: CategoryId): string {
  return CATEGORIES.find(({ id }) => id === category)?.short ?? category
}

function toRow({ slug, name, repositories, score, categories, trend }: TeamSummary): TeamRow {
  return { slug, name, repositories, score, categories, gain: gainOf(trend) }
}
