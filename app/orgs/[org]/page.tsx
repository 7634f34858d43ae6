import { Scorecard } from '@/components/org/scorecard'
import { Deferred } from '@/components/ui/deferred'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { ContentSkeleton } from '@/components/ui/skeleton'
import { getOrganisation } from '@/lib/data/organisations'
import { parseScorecardQuery, type SearchParams } from '@/lib/data/scorecard-query'

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function ScorecardPage({ params, searchParams }: Props) {
  const organisation = await getOrganisation((await params).org)
  return (
    <PageMain>
      <PageHeader title={organisation.name ?? organisation.login} />
      <Deferred fallback={<ContentSkeleton />}>
        <Scorecard
          login={organisation.login}
          query={parseScorecardQuery(await searchParams)}
          role={organisation.role}
        />
      </Deferred>
    </PageMain>
  )
}
