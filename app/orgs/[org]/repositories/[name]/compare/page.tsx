import type { Metadata } from 'next'
import { ComparisonView } from '@/components/compare/comparison-view'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { orgPath, repositoryPath } from '@/components/ui/paths'
import { getRepositoryName } from '@/lib/data/repository'
import type { SearchParams } from '@/lib/data/scorecard-query'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly name: string }>
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Two commits of ${(await params).name}` }
}

export default async function ComparePage({ params, searchParams }: Props) {
  const { org, name: asked } = await params
  const { from, to } = await searchParams
  const name = await getRepositoryName(org, asked)
  return (
    <PageMain>
      <PageHeader
        title="Compare two commits"
        eyebrow={
          <Breadcrumb
            steps={[
              { href: `${orgPath(org)}#repositories`, label: 'Repositories' },
              { href: repositoryPath(org, name), label: name },
            ]}
          />
        }
      >
        What two audited commits of the default branch differ in. The address can be shared.
      </PageHeader>
      <ComparisonView org={org} name={name} from={one(from)} to={one(to)} />
    </PageMain>
  )
}

/** The first of several; empty counts as absent. */
function one(value: string | readonly string[] | undefined): string | undefined {
  return (typeof value === 'string' ? value : value?.[0]) || undefined
}
