import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CheckDocument } from '@/components/check/check-document'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { characteristicName } from '@/components/ui/characteristic-name'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { findCheck } from '@/lib/checks/registry'
import { CATEGORIES } from '@/lib/checks/rubric'

interface Props {
  readonly params: Promise<{ readonly id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const check = findCheck((await params).id)
  return check ? { title: characteristicName(check.id), description: `${check.title}. ${check.why}` } : {}
}

export default async function CheckPage({ params }: Props) {
  const check = findCheck((await params).id)
  if (!check) notFound()
  const category = CATEGORIES.find(({ id }) => id === check.category)
  return (
    <PageMain>
      <PageHeader
        title={characteristicName(check.id)}
        eyebrow={
          <Breadcrumb
            steps={[
              { href: '/checks', label: 'Checks' },
              { href: `/checks#${check.category}`, label: category?.title ?? check.category },
            ]}
          />
        }
      >
        <strong className="block font-medium text-ink">{check.title}.</strong>
        {check.why}
      </PageHeader>
      <CheckDocument check={check} />
    </PageMain>
  )
}
