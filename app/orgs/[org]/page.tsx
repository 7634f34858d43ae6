import { Scorecard } from '@/components/org/scorecard'
import { SEVERAL_OPEN } from '@/components/org/scorecard-path'
import { UnusableNotice } from '@/components/org/unusable-notice'
import { Deferred } from '@/components/ui/deferred'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { ContentSkeleton } from '@/components/ui/skeleton'
import { getOrganisation } from '@/lib/data/organisations'
import { parseScorecardQuery, SCORECARD_FIELDS, type SearchParams } from '@/lib/data/scorecard-query'

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function ScorecardPage({ params, searchParams }: Props) {
  const organisation = await getOrganisation((await params).org)
  const asked = await searchParams
  return (
    <PageMain>
      <PageHeader title={organisation.name ?? organisation.login} />
      <UnusableNotice params={asked} fields={SCORECARD_FIELDS} />
      <Deferred
        fallback={<ContentSkeleton />}
        content={() =>
          Scorecard({
            login: organisation.login,
            query: parseScorecardQuery(asked),
            role: organisation.role,
            isChoosing: asked[SEVERAL_OPEN] !== undefined,
          })
        }
      />
    </PageMain>
  )
}
