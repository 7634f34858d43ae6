import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'

export const metadata = { title: 'Not found' }

export default function CheckNotFound() {
  return (
    <PageMain>
      <Empty level="h1" title="There is no such check" actions={<ButtonLink href="/checks">All checks</ButtonLink>} />
    </PageMain>
  )
}
