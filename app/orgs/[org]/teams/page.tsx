import type { Metadata } from 'next'
import { TeamComparison } from '@/components/team/team-comparison'
import { Deferred } from '@/components/ui/deferred'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { ContentSkeleton } from '@/components/ui/skeleton'
import { getOrganisation } from '@/lib/data/organisations'

export const metadata: Metadata = { title: 'Teams' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
}

export default async function TeamsPage({ params }: Props) {
  const { login } = await getOrganisation((await params).org)
  return (
    <PageMain>
      <PageHeader title="Teams">
        Each team’s mean score over the repositories that you can see, all on one scale. A repository of two teams
        counts for both.
      </PageHeader>
      <Deferred fallback={<ContentSkeleton />}>
        <TeamComparison org={login} />
      </Deferred>
    </PageMain>
  )
}
