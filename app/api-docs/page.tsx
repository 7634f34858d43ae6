import type { Metadata } from 'next'
import { ApiReference } from '@/components/api/api-reference'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { API_ROOT } from '@/lib/api/api-root'
import { describeApi } from '@/lib/api/openapi'

export const metadata: Metadata = {
  title: 'API',
  description: 'Scores, verdicts with evidence, teams and trends as JSON and CSV, for scripts.',
}

export default function ApiDocsPage() {
  return (
    <PageMain>
      <PageHeader
        title="API"
        actions={
          <a href={`${API_ROOT}/openapi.json`} className="link">
            OpenAPI 3.1
          </a>
        }
      >
        Scores, verdicts with evidence, teams and trends as JSON and CSV, for scripts. It only reads.
      </PageHeader>
      <ApiReference description={describeApi()} />
    </PageMain>
  )
}
