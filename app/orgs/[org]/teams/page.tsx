import type { Metadata } from 'next'
import { UnusableNotice } from '@/components/org/unusable-notice'
import { TeamComparison } from '@/components/team/team-comparison'
import { Deferred } from '@/components/ui/deferred'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { ContentSkeleton } from '@/components/ui/skeleton'
import { getOrganisation } from '@/lib/data/organisations'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { parseTeamsQuery, TEAMS_FIELDS } from '@/lib/data/teams-query'

export const metadata: Metadata = { title: 'Teams' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function TeamsPage({ params, searchParams }: Props) {
  const asked = await searchParams
  const query = parseTeamsQuery(asked)
  const { login, role } = await getOrganisation((await params).org)
  return (
    <PageMain>
      <PageHeader title="Teams">
        Each team’s mean score over the repositories that you can see, all on one scale. A repository of two teams
        counts for both.
      </PageHeader>
      <UnusableNotice params={asked} fields={TEAMS_FIELDS} />
      {role === 'collaborator' ? (
        <Empty title="Teams are for members">
          You were given some of {login}’s repositories and do not belong to it, so GitHub tells you of no team.
        </Empty>
      ) : (
        <Deferred fallback={<ContentSkeleton />} content={() => TeamComparison({ org: login, query })} />
      )}
    </PageMain>
  )
}
