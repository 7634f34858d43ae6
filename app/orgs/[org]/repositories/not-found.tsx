import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'

export const metadata = { title: 'Not found' }

export default function RepositoryNotFound() {
  return (
    <PageMain>
      <Empty level="h1" title="There is no such repository">
        It may have been renamed or removed, or GitHub does not show it to you. The scorecard lists those that you can
        see.
      </Empty>
    </PageMain>
  )
}
