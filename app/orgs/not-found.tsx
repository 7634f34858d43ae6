import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'

export default function OrganisationNotFound() {
  return (
    <PageMain>
      <Empty level="h1" title="No such organisation" actions={<ButtonLink href="/orgs">Your organisations</ButtonLink>}>
        Either it does not exist, or GitHub says that you do not belong to it.
      </Empty>
    </PageMain>
  )
}
