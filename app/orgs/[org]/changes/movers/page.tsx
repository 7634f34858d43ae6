import type { Metadata } from 'next'
import { MoversView } from '@/components/changes/movers-view'
import { UnusableNotice } from '@/components/org/unusable-notice'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { changesPath } from '@/components/ui/paths'
import { CHANGES_FIELDS } from '@/lib/data/changes-query'
import { getOrganisation } from '@/lib/data/organisations'
import { SCORECARD_FIELDS, type SearchParams } from '@/lib/data/scorecard-query'

const { window, team, kind, page } = SCORECARD_FIELDS
const FIELDS = { window, team, kind, page, moved: CHANGES_FIELDS.moved }

export const metadata: Metadata = { title: 'Movers' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function MoversPage({ params, searchParams }: Props) {
  const { login } = await getOrganisation((await params).org)
  const asked = await searchParams
  return (
    <PageMain>
      <PageHeader title="Movers" eyebrow={<Breadcrumb steps={[{ href: changesPath(login), label: 'What changed' }]} />}>
        Repositories whose score moved, and the verdict that moved it most.
      </PageHeader>
      <UnusableNotice params={asked} fields={FIELDS} />
      <MoversView org={login} params={asked} />
    </PageMain>
  )
}
