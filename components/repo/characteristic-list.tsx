import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { FilterLinks } from '@/components/ui/filter-links'
import { exportPath, repositoryPath } from '@/components/ui/paths'
import { Score } from '@/components/ui/score'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { CATEGORIES, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { categoryScores, pointsToGain } from '@/lib/checks/score'
import type { ShownIssue } from '@/lib/data/gap-previews'
import type { RepositoryOverride, RepositoryResult } from '@/lib/data/repository'
import type { RepositoryWaivers } from '@/lib/data/waivers'
import { CharacteristicItem } from './characteristic-item'
import type { CommitPlace } from './evidence-link'
import { OpenTarget } from './open-target'

/** The characteristics by category, narrowed to one verdict where the address asks for it. */
export function CharacteristicList({
  repository,
  issues,
  gaps,
  waivers,
  results,
  verdict,
  place,
  override,
  hasOwnWeights,
  href,
}: {
  readonly repository: { readonly org: string; readonly name: string; readonly isArchived: boolean }
  /** The last issue of each gap that has one. */
  readonly issues: Readonly<Partial<Record<CharacteristicId, ShownIssue>>>
  /** What the repository as a whole lacks; the results may be those of one of its projects. */
  readonly gaps: ReadonlySet<CharacteristicId>
  readonly waivers: RepositoryWaivers
  readonly results: readonly RepositoryResult[]
  readonly verdict: Verdict | null
  readonly place: CommitPlace
  readonly override: RepositoryOverride | null
  readonly hasOwnWeights: boolean
  /** Address of the same page narrowed to a verdict, or to none. */
  readonly href: (verdict: Verdict | null) => string
}) {
  const scores = categoryScores(results)
  const shown = results.filter((result) => verdict === null || result.verdict === verdict)
  const found = VERDICTS.filter((one) => one === verdict || results.some((result) => result.verdict === one))
  const count = (one: Verdict) => results.filter((result) => result.verdict === one).length
  return (
    <section aria-label="Characteristics" id="characteristics" className="grid min-w-0 scroll-mt-4 content-start gap-4">
      <OpenTarget />
      <div className="grid gap-3">
        <h2 className="font-semibold text-lg tracking-tight">Characteristics</h2>
        <FilterLinks
          label="Narrow to a verdict"
          links={[
            { href: href(null), label: 'All', count: results.length, current: verdict === null },
            ...found.map((one) => ({
              href: href(one),
              label: VERDICT_TITLES[one],
              count: count(one),
              current: verdict === one,
            })),
          ]}
        />
        <ExportLinks
          what="the characteristics"
          path={exportPath(repositoryPath(repository.org, repository.name), 'characteristics')}
          search={searchIn(href(verdict))}
        />
      </div>
      {shown.length === 0 && (
        <Empty level="h3" title="None has this verdict">
          Choose another above.
        </Empty>
      )}
      {CATEGORIES.map(({ id, title }) => {
        const own = shown.filter((result) => result.category === id)
        if (own.length === 0) return null
        return (
          <section key={id} id={id} aria-label={title} className="scroll-mt-4 rounded-lg border bg-surface">
            <div className="flex items-baseline justify-between gap-3 border-b px-4 py-3 sm:px-5">
              <h3 className="font-semibold">{title}</h3>
              <Score
                value={scores[id]}
                reason="Nothing in this category was judged."
                className="font-semibold text-lg"
              />
            </div>
            {own.map((result) => (
              <CharacteristicItem
                key={result.id}
                repository={repository}
                issue={issues[result.id] ?? null}
                isGap={gaps.has(result.id)}
                waiver={waivers.active.find(({ characteristic }) => characteristic === result.id) ?? null}
                mayWaive={waivers.mayWaive}
                result={result}
                points={pointsToGain(results, result)}
                place={place}
                exemption={override?.exempt.find(({ id }) => id === result.id) ?? null}
                overridePath={override?.path ?? ''}
                hasOwnWeights={hasOwnWeights}
              />
            ))}
          </section>
        )
      })}
    </section>
  )
}

/** The query string of an address of this site. */
function searchIn(href: string): string {
  return new URL(href, 'http://localhost').search
}
