import type { Metadata } from 'next'
import { TokensPanel } from '@/components/account/tokens-panel'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { requireViewer } from '@/lib/auth/access'

export const metadata: Metadata = { title: 'Access tokens' }

export default async function TokensPage() {
  await requireViewer()
  return (
    <PageMain>
      <PageHeader title="Access tokens">
        For scripts that read Airworthy in your name, through the{' '}
        <Link href="/api-docs" className="link">
          API
        </Link>
        . Keep one like a password: whoever has it sees what GitHub shows you.
      </PageHeader>
      <TokensPanel />
    </PageMain>
  )
}
