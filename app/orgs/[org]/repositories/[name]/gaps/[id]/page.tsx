import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { GapPreviewView } from '@/components/gap/gap-preview'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { characteristicName } from '@/components/ui/characteristic-name'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { orgPath, repositoryPath } from '@/components/ui/paths'
import { findCheck } from '@/lib/checks/registry'
import { getRepositoryName } from '@/lib/data/repository'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly name: string; readonly id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, id } = await params
  const check = findCheck(id)
  return check ? { title: `Issue for ${characteristicName(check.id)} · ${name}` } : {}
}

export default async function GapPage({ params }: Props) {
  const { org, name: asked, id } = await params
  const name = await getRepositoryName(org, asked)
  const check = findCheck(id)
  if (!check) notFound()
  return (
    <PageMain>
      <PageHeader
        title={`GitHub issue: ${characteristicName(check.id)}`}
        eyebrow={
          <Breadcrumb
            steps={[
              { href: `${orgPath(org)}#repositories`, label: 'Repositories' },
              { href: repositoryPath(org, name), label: name },
            ]}
          />
        }
      >
        Read it before it is opened. Airworthy closes it when an audit finds the gap closed.
      </PageHeader>
      <GapPreviewView org={org} name={name} id={check.id} />
    </PageMain>
  )
}
