import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'

export default function OrganisationNotFound() {
  return (
    <PageMain>
      <Empty level="h1" title="No such organisation" actions={<ButtonLink href="/orgs">Your organisations</ButtonLink>}>
        Either it does not exist, or GitHub shows you nothing of it here: you do not belong to it, or Airworthy is not
        installed there, or is suspended.
      </Empty>
    </PageMain>
  )
}
