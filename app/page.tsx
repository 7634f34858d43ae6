import { redirect } from 'next/navigation'
import { Landing } from '@/components/org/landing'
import { PageMain } from '@/components/ui/page-main'
import { orgPath } from '@/components/ui/paths'
import { SiteHeader } from '@/components/ui/site-header'
import { isTokenMode } from '@/lib/auth/viewer'
import { listOrganisations } from '@/lib/data/organisations'

export default async function HomePage() {
  const organisations = await listOrganisations()
  if (organisations) {
    const [only, ...others] = organisations
    redirect(only && others.length === 0 ? orgPath(only.login) : '/orgs')
  }
  return (
    <>
      <SiteHeader />
      <PageMain>
        <Landing tokenMode={isTokenMode()} />
      </PageMain>
    </>
  )
}
