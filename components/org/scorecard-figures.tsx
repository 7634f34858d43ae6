import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { exportPath, moversPath, orgPath } from '@/components/ui/paths'
import { CATEGORIES } from '@/lib/checks/rubric'
import { getBestFixes } from '@/lib/data/best-fixes'
import { getHeadline } from '@/lib/data/headline'
import { getMovers } from '@/lib/data/movers'
import type { ScorecardSummary } from '@/lib/data/scorecard'
import {
  isFiltered,
  parseScorecardQuery,
  type ScorecardQuery,
  scorecardSearch,
  withoutFilters,
} from '@/lib/data/scorecard-query'
import { RANGE_FIELDS } from '@/lib/data/trend-range'
import { getOrganisationTrend } from '@/lib/data/trends'
import { BestFixesPanel } from './best-fixes-panel'
import { CategoryBars } from './category-bars'
import { DistributionPanel } from './distribution-panel'
import { MoversPanel } from './movers-panel'
import { OwnWeightsNote } from './own-weights-note'
import { ScorePanel } from './score-panel'
import { scorecardPath } from './scorecard-path'
import { TrendPanel } from './trend-panel'

/** Where the organisation stands, what moved, and what would help most: always over all that the viewer may see. */
export async function ScorecardFigures({
  login,
  query,
  summary,
}: {
  readonly login: string
  readonly query: ScorecardQuery
  readonly summary: ScorecardSummary
}) {
  const [headline, trend, movers, fixes] = await Promise.all([
    getHeadline(login),
    getOrganisationTrend(login, query.range, query.trend),
    getMovers(login, { window: query.window, team: query.team, kind: query.kind }),
    getBestFixes(login),
  ])
  const category = CATEGORIES.find(({ id }) => id === query.trend)
  const whole = withoutFilters(query)
  return (
    <>
      {isFiltered(query) && (
        <p className="text-muted text-sm">
          Figures are of all repositories that you can see; filters narrow the table below
          {(query.team || query.kind) && ', and a team or a kind the movers, too'}.
        </p>
      )}
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_minmax(0,1.7fr)]">
        <ScorePanel
          summary={summary}
          headline={headline}
          readyHref={scorecardPath(login, whole, { ready: 'yes' })}
          unscoredHref={scorecardPath(login, whole, { scored: 'no' })}
        />
        <DistributionPanel
          org={login}
          counts={summary.distribution}
          href={(range) => `${scorecardPath(login, whole, range)}#repositories`}
        />
        <TrendPanel
          title={category ? `${category.title} of ${login}` : `Score of ${login}`}
          trend={trend}
          what={category?.title}
          range={query.range}
          problem={query.rangeProblem}
          href={(range) => scorecardPath(login, query, { range })}
          files={
            <ExportLinks
              what="the trend"
              path={exportPath(orgPath(login), 'trend')}
              search={scorecardSearch(whole)}
              keeps={[...RANGE_FIELDS, 'trend']}
            />
          }
          className="max-xl:col-span-full"
        >
          <OwnWeightsNote login={login} />
        </TrendPanel>
      </div>
      <div className="grid gap-4 lg:grid-cols-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_minmax(0,1.5fr)]">
        <Panel title="Categories" note="Mean over the repositories to which each applies, and its trend on one scale">
          <CategoryBars
            org={login}
            range={query.range}
            scores={summary.categories}
            drawn={query.trend}
            href={(trend) => scorecardPath(login, query, { trend })}
          />
          <nav aria-label="Repositories weak in" className="mt-3 flex flex-wrap gap-x-3 gap-y-1 text-xs print:hidden">
            <span className="py-0.5 text-muted">Weak in</span>
            {CATEGORIES.map(({ id, short }) => (
              <Link
                key={id}
                href={`${scorecardPath(login, whole, { category: id })}#repositories`}
                scroll={false}
                className="link py-0.5"
              >
                {short}
              </Link>
            ))}
          </nav>
        </Panel>
        <BestFixesPanel
          org={login}
          fixes={fixes}
          href={(characteristic, verdict) =>
            scorecardPath(login, withoutFilters(query), { characteristic, verdict, view: 'table' })
          }
        />
        <MoversPanel
          org={login}
          movers={movers}
          days={query.window}
          href={(window) => scorecardPath(login, query, { window })}
          allHref={`${moversPath(login)}${scorecardSearch(parseScorecardQuery({}), { window: query.window, team: query.team, kind: query.kind })}`}
          className="lg:max-xl:col-span-full"
        />
      </div>
    </>
  )
}
