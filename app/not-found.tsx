import { unstable_rethrow } from 'next/navigation'
import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageMain } from '@/components/ui/page-main'
import { SiteHeader } from '@/components/ui/site-header'
import { getAccount } from '@/lib/auth/account'

export const metadata = { title: 'Not found' }

export default async function NotFound() {
  return (
    <>
      <SiteHeader account={await findAccount()} />
      <PageMain>
        <Empty
          level="h1"
          title="There is nothing at this address"
          actions={<ButtonLink href="/orgs">Your organisations</ButtonLink>}
        >
          It may have moved, or it belongs to an organisation or a repository that GitHub does not show you.
        </Empty>
      </PageMain>
    </>
  )
}

/** That nothing is here is true also while it is not known who asks. */
async function findAccount() {
  try {
    return await getAccount()
  } catch (error) {
    unstable_rethrow(error)
    return null
  }
}
