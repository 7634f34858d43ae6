import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'

export const metadata = { title: 'Not found' }

export default function CampaignNotFound() {
  return (
    <PageMain>
      <Empty level="h1" title="There is no campaign here">
        It does not exist, or it is about a team of which you may not know.
      </Empty>
    </PageMain>
  )
}
