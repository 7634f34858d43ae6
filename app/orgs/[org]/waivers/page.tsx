import type { Metadata } from 'next'
import { UnusableNotice } from '@/components/org/unusable-notice'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { ExpiredWaivers } from '@/components/waiver/expired-waivers'
import { WaiverFilters } from '@/components/waiver/waiver-filters'
import { WaiverListPanel } from '@/components/waiver/waiver-list-panel'
import { listWaivers } from '@/lib/data/organisation-waivers'
import { getOrganisation } from '@/lib/data/organisations'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { listTeams } from '@/lib/data/teams'
import { parseWaiversQuery, WAIVERS_FIELDS } from '@/lib/data/waivers-query'

export const metadata: Metadata = { title: 'Waivers' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function WaiversPage({ params, searchParams }: Props) {
  const { org } = await params
  const asked = await searchParams
  const query = parseWaiversQuery(asked)
  const active = { ...query, state: 'active' as const }
  const expired = { ...query, state: 'expired' as const, page: 1 }
  const [{ login }, teams, counting, over] = await Promise.all([
    getOrganisation(org),
    listTeams(org),
    listWaivers(org, active),
    listWaivers(org, expired),
  ])
  return (
    <PageMain>
      <PageHeader title="Waivers">
        Gaps of {login} that somebody waived until a day, in the repositories that you can see. They change no verdict
        and not the score, only the effective one.
      </PageHeader>
      <UnusableNotice params={asked} fields={WAIVERS_FIELDS} />
      <WaiverFilters org={login} query={active} teams={teams} />
      <WaiverListPanel org={login} query={active} list={counting} />
      <ExpiredWaivers org={login} query={expired} list={over} />
    </PageMain>
  )
}
