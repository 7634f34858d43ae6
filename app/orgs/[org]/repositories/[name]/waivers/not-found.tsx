import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'

export const metadata = { title: 'Not found' }

export default function WaiverNotFound() {
  return (
    <PageMain>
      <Empty
        level="h1"
        title="There is nothing to waive here"
        actions={<ButtonLink href="/checks">All checks</ButtonLink>}
      >
        What can be waived is one of the twenty characteristics that a repository does not meet; its page lists them.
      </Empty>
    </PageMain>
  )
}
