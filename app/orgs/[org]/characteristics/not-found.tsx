import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'

export const metadata = { title: 'Not found' }

export default function CharacteristicNotFound() {
  return (
    <PageMain>
      <Empty
        level="h1"
        title="There is no such characteristic"
        actions={<ButtonLink href="/checks">All checks</ButtonLink>}
      >
        The rubric has twenty; the tab above lists how your repositories stand to each.
      </Empty>
    </PageMain>
  )
}
