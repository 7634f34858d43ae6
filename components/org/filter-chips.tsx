import { characteristicName } from '@/components/ui/characteristic-name'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { CATEGORIES, KIND_TITLES, type Verdict } from '@/lib/checks/rubric'
import { pairsOf, type ScorecardQuery, valuesOf, WITHOUT_TEAM, withoutValue } from '@/lib/data/scorecard-query'
import type { Kind } from '@/lib/facts/facts'
import { PUSHED_TITLES } from './pushed-titles'
import { scorecardPath } from './scorecard-path'

interface Chip {
  readonly label: string
  /** What the address is without it. */
  readonly without: Partial<ScorecardQuery>
}

/** Each filter that is active, with a link that takes it away. */
export function FilterChips({
  org,
  query,
  teams,
}: {
  readonly org: string
  readonly query: ScorecardQuery
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
}) {
  const chips = chipsOf(query, teams)
  if (chips.length === 0) return null
  return (
    <ul aria-label="Active filters" className="flex flex-wrap gap-1.5 text-sm">
      {chips.map(({ label, without }) => (
        <li
          key={label}
          className="inline-flex min-h-8 max-w-full items-center gap-1 rounded-full border bg-sunken py-0.5 pr-1 pl-3"
        >
          <span className="truncate">{label}</span>
          <Link
            href={scorecardPath(org, query, without)}
            scroll={false}
            aria-label={`Without the filter “${label}”`}
            className="grid size-6 place-items-center rounded-full text-muted hover:text-ink"
          >
            <Icon name="cross" className="size-3.5" />
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** The words of each filter of a query; removing a characteristic removes its verdict, too. */
export function chipsOf(
  query: ScorecardQuery,
  teams: readonly { readonly slug: string; readonly name: string }[],
): readonly Chip[] {
  const { q, team, kind, category, characteristic, verdict, min, max, scored, visibility, pushed, ready } = query
  const chip = (label: string | undefined | false, without: Partial<ScorecardQuery>): readonly Chip[] =>
    label ? [{ label, without }] : []
  const chipsFor = (name: 'team' | 'kind' | 'category' | 'verdict', title: (value: string) => string) =>
    valuesOf(query[name]).map((value) => ({
      label: title(value),
      without: { [name]: withoutValue(query[name], value) },
    }))
  return [
    ...chip(q && `“${q}”`, { q: undefined }),
    ...(team ? chipsFor('team', (slug) => teamTitle(slug, teams)) : []),
    ...(kind ? chipsFor('kind', (value) => KIND_TITLES[value as Kind]) : []),
    ...(category ? chipsFor('category', (value) => `Weak in ${CATEGORIES.find(({ id }) => id === value)?.short}`) : []),
    ...valuesOf(characteristic).flatMap((value) => {
      const [pair] = pairsOf({ characteristic: value, verdict })
      if (!pair) return []
      const rest = withoutValue(characteristic, value)
      const needsVerdict = valuesOf(rest).some((each) => !each.includes(':'))
      return chip(`${characteristicName(pair.id)}: ${pair.verdicts.map((each) => VERDICT_TITLES[each]).join(' or ')}`, {
        characteristic: rest,
        verdict: needsVerdict ? verdict : undefined,
      })
    }),
    ...(characteristic ? [] : chipsFor('verdict', (value) => `Any ${VERDICT_TITLES[value as Verdict].toLowerCase()}`)),
    ...chip(rangeTitle(min, max), { min: undefined, max: undefined }),
    ...chip(scored && (scored === 'yes' ? 'With a score' : 'Without a score'), { scored: undefined }),
    ...chip(visibility && (visibility === 'public' ? 'Public' : 'Private'), { visibility: undefined }),
    ...chip(pushed && `Pushed ${PUSHED_TITLES[pushed].toLowerCase()}`, { pushed: undefined }),
    ...chip(ready && (ready === 'yes' ? 'Ready' : 'Not ready'), { ready: undefined }),
  ]
}

function teamTitle(slug: string, teams: readonly { readonly slug: string; readonly name: string }[]): string {
  return slug === WITHOUT_TEAM ? 'Without a team' : (teams.find((team) => team.slug === slug)?.name ?? slug)
}

function rangeTitle(min: number | undefined, max: number | undefined): string | undefined {
  if (min !== undefined && max !== undefined) return `Score ${min} to ${max}`
  if (min !== undefined) return `Score from ${min}`
  return max === undefined ? undefined : `Score up to ${max}`
}
