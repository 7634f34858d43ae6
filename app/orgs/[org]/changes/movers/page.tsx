import type { Metadata } from 'next'
import { MoversView } from '@/components/changes/movers-view'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { changesPath } from '@/components/ui/paths'
import { getOrganisation } from '@/lib/data/organisations'
import type { SearchParams } from '@/lib/data/scorecard-query'

export const metadata: Metadata = { title: 'Movers' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function MoversPage({ params, searchParams }: Props) {
  const { login } = await getOrganisation((await params).org)
  return (
    <PageMain>
      <PageHeader title="Movers" eyebrow={<Breadcrumb steps={[{ href: changesPath(login), label: 'What changed' }]} />}>
        Repositories whose score moved, and the verdict that moved it most.
      </PageHeader>
      <MoversView org={login} params={await searchParams} />
    </PageMain>
  )
}
