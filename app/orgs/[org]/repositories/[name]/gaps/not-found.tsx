import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'

export const metadata = { title: 'Not found' }

export default function GapNotFound() {
  return (
    <PageMain>
      <Empty level="h1" title="There is no such gap" actions={<ButtonLink href="/checks">All checks</ButtonLink>}>
        A gap is one of the twenty characteristics that a repository does not meet; its page lists them.
      </Empty>
    </PageMain>
  )
}
