import type { ReactNode } from 'react'
import { SiteHeader } from '@/components/ui/site-header'
import { getAccount } from '@/lib/auth/account'

/**
 * Pages bring their own `<PageMain>` and read what is slow inside `<Deferred>`. A loading.tsx would stand above what can
 * answer 404, and a streamed answer has already said 200.
 */
export default async function OrganisationsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SiteHeader account={await getAccount()} />
      {children}
    </>
  )
}
