import type { Metadata } from 'next'
import { CheckCatalogue } from '@/components/check/check-catalogue'
import { ScoringRules } from '@/components/check/scoring-rules'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'

export const metadata: Metadata = {
  title: 'Checks',
  description: 'The twenty characteristics of a production-ready Python repository, and how each is judged.',
}

export default function ChecksPage() {
  return (
    <PageMain>
      <PageHeader title="Checks">
        The twenty characteristics of a production-ready Python repository, and how each is judged.
      </PageHeader>
      <CheckCatalogue />
      <ScoringRules />
    </PageMain>
  )
}
