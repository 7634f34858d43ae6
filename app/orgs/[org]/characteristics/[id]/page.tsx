import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdoptionGroupsPanels } from '@/components/check/adoption-groups'
import { AdoptionMultiples } from '@/components/check/adoption-multiples'
import { AdoptionPanels } from '@/components/check/adoption-panels'
import { StandingsPanel } from '@/components/check/standings-panel'
import { WeightNote } from '@/components/check/weight-note'
import { UnusableNotice } from '@/components/org/unusable-notice'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { ButtonLink } from '@/components/ui/button'
import { characteristicName } from '@/components/ui/characteristic-name'
import { Deferred } from '@/components/ui/deferred'
import { ExportLinks } from '@/components/ui/export-links'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { characteristicPath, characteristicsPath, checkPath, exportPath } from '@/components/ui/paths'
import { PageSkeleton } from '@/components/ui/skeleton'
import type { Check } from '@/lib/checks/check'
import { findCheck } from '@/lib/checks/registry'
import { getAdoptionTrend } from '@/lib/data/adoption'
import { getAdoptionPage } from '@/lib/data/adoption-groups'
import { getAdoptionTrends } from '@/lib/data/adoption-trends'
import { listStandings } from '@/lib/data/characteristic'
import {
  CHARACTERISTIC_FIELDS,
  CHARACTERISTIC_TEAMS_FIELDS,
  type CharacteristicQuery,
  characteristicSearch,
  type Grouping,
  parseCharacteristicQuery,
} from '@/lib/data/characteristic-query'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { listTeams } from '@/lib/data/teams'
import { RANGE_FIELDS } from '@/lib/data/trend-range'
import { getWeights } from '@/lib/data/weights'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly id: string }>
  readonly searchParams: Promise<SearchParams>
}

const FIELDS = { ...CHARACTERISTIC_FIELDS, ...CHARACTERISTIC_TEAMS_FIELDS }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const check = findCheck((await params).id)
  return check ? { title: characteristicName(check.id) } : {}
}

export default async function CharacteristicPage({ params, searchParams }: Props) {
  const { org, id } = await params
  const check = findCheck(id)
  if (!check) notFound()
  const asked = await searchParams
  return <Deferred fallback={<PageSkeleton panels={1} />} content={() => readStandings(org, check, asked)} />
}

async function readStandings(org: string, check: Check, asked: SearchParams) {
  const query = parseCharacteristicQuery(asked)
  const teamsAsked = listTeams(org)
  const byAsked = teamsAsked.then((teams): Grouping => query.by ?? (teams.length > 0 ? 'team' : 'kind'))
  const [teams, by, standings, trend, groups, multiples, { weights, isOwn }] = await Promise.all([
    teamsAsked,
    byAsked,
    listStandings(org, check.id, query),
    getAdoptionTrend(org, check.id, query.range, query),
    getAdoptionPage(org, check.id, query),
    byAsked.then((by) => getAdoptionTrends(org, check.id, by, query)),
    getWeights(org),
  ])
  const href = (changes: Partial<CharacteristicQuery>) =>
    `${characteristicPath(org, check.id)}${characteristicSearch(query, changes)}`
  const path = characteristicPath(org, check.id)
  const { team, kind, range, rangeProblem } = query
  const narrowed = characteristicSearch({ ...parseCharacteristicQuery({}), team, kind, range, rangeProblem })
  return (
    <PageMain>
      <PageHeader
        title={characteristicName(check.id)}
        eyebrow={<Breadcrumb steps={[{ href: characteristicsPath(org), label: 'Characteristics' }]} />}
        actions={<ButtonLink href={checkPath(check.id)}>How it is judged</ButtonLink>}
      >
        {check.title}. {check.why}{' '}
        {isOwn ? <WeightNote id={check.id} weight={weights[check.id]} /> : `Weight ${check.weight}.`}
      </PageHeader>
      <UnusableNotice params={asked} fields={FIELDS} />
      <AdoptionPanels
        name={characteristicName(check.id)}
        counts={standings.counts}
        isNarrowed={query.team !== undefined || query.kind !== undefined}
        trend={trend}
        range={query.range}
        problem={query.rangeProblem}
        href={(range) => href({ range })}
        files={
          <ExportLinks
            what="the adoption over time"
            path={exportPath(path, 'trend')}
            search={narrowed}
            keeps={RANGE_FIELDS}
          />
        }
      />
      <AdoptionGroupsPanels org={org} id={check.id} query={query} groups={groups} />
      <AdoptionMultiples
        name={characteristicName(check.id)}
        by={by}
        path={path}
        search={narrowed}
        trends={multiples}
        total={by === 'team' ? groups.total : groups.kinds.length}
        note={(by === 'team' ? query.kind : query.team) ? `, of the chosen ${by === 'team' ? 'kind' : 'team'}` : ''}
        byHref={teams.length > 0 ? (next) => `${href({ by: next })}#groups` : null}
        groupHref={(key) => href(by === 'team' ? { team: key } : { kind: key as CharacteristicQuery['kind'] })}
      />
      <StandingsPanel org={org} id={check.id} query={query} standings={standings} teams={teams} />
    </PageMain>
  )
}
