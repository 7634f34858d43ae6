import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { characteristicName } from '@/components/ui/characteristic-name'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { orgPath, repositoryPath } from '@/components/ui/paths'
import { WaiverView } from '@/components/waiver/waiver-view'
import { findCheck } from '@/lib/checks/registry'
import { getRepositoryName } from '@/lib/data/repository'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly name: string; readonly id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, id } = await params
  const check = findCheck(id)
  return check ? { title: `Waiver of ${characteristicName(check.id)} · ${name}` } : {}
}

export default async function WaiverPage({ params }: Props) {
  const { org, name: asked, id } = await params
  const name = await getRepositoryName(org, asked)
  const check = findCheck(id)
  if (!check) notFound()
  return (
    <PageMain>
      <PageHeader
        title={`Waiver: ${characteristicName(check.id)}`}
        eyebrow={
          <Breadcrumb
            steps={[
              { href: `${orgPath(org)}#repositories`, label: 'Repositories' },
              { href: repositoryPath(org, name), label: name },
            ]}
          />
        }
      >
        For a gap that need not be mended here for now: who says so, why, and until when is on record.
      </PageHeader>
      <WaiverView org={org} name={name} id={check.id} />
    </PageMain>
  )
}
