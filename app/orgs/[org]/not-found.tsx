import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'

export default function NotFoundInOrganisation() {
  return (
    <PageMain>
      <Empty level="h1" title="There is nothing at this address">
        It may have been renamed or removed, or GitHub does not show it to you. The tabs above lead back.
      </Empty>
    </PageMain>
  )
}
