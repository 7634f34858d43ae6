import { notFound } from 'next/navigation'
import { AdoptionGroupsPanels } from '@/components/check/adoption-groups'
import { AdoptionPanels } from '@/components/check/adoption-panels'
import { StandingsPanel } from '@/components/check/standings-panel'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { ButtonLink } from '@/components/ui/button'
import { characteristicName } from '@/components/ui/characteristic-name'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { characteristicPath, characteristicsPath, checkPath } from '@/components/ui/paths'
import { findCheck } from '@/lib/checks/registry'
import { getAdoptionTrend } from '@/lib/data/adoption'
import { getAdoptionGroups } from '@/lib/data/adoption-groups'
import { listStandings } from '@/lib/data/characteristic'
import { characteristicSearch, parseCharacteristicQuery } from '@/lib/data/characteristic-query'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { listTeams } from '@/lib/data/teams'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly id: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function CharacteristicPage({ params, searchParams }: Props) {
  const { org, id } = await params
  const check = findCheck(id)
  if (!check) notFound()
  const query = parseCharacteristicQuery(await searchParams)
  const [standings, trend, groups, teams] = await Promise.all([
    listStandings(org, check.id, query),
    getAdoptionTrend(org, check.id, query.range),
    getAdoptionGroups(org, check.id),
    listTeams(org),
  ])
  return (
    <PageMain>
      <PageHeader
        title={characteristicName(check.id)}
        eyebrow={<Breadcrumb steps={[{ href: characteristicsPath(org), label: 'Characteristics' }]} />}
        actions={<ButtonLink href={checkPath(check.id)}>How it is judged</ButtonLink>}
      >
        {check.title}. {check.why}
      </PageHeader>
      <AdoptionPanels
        name={characteristicName(check.id)}
        counts={standings.counts}
        isNarrowed={query.team !== undefined || query.kind !== undefined}
        trend={trend}
        range={query.range}
        problem={query.rangeProblem}
        href={(range) => `${characteristicPath(org, check.id)}${characteristicSearch(query, { range })}`}
      />
      <AdoptionGroupsPanels org={org} id={check.id} query={query} groups={groups} />
      <StandingsPanel org={org} id={check.id} query={query} standings={standings} teams={teams} />
    </PageMain>
  )
}
