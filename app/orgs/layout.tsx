import type { ReactNode } from 'react'
import { SiteHeader } from '@/components/ui/site-header'
import { isOperator } from '@/lib/auth/operator'
import { getViewer, isTokenMode } from '@/lib/auth/viewer'

/**
 * Pages bring their own `<PageMain>` and read what is slow inside `<Deferred>`. A loading.tsx would stand above what can
 * answer 404, and a streamed answer has already said 200.
 */
export default async function OrganisationsLayout({ children }: { readonly children: ReactNode }) {
  const viewer = await getViewer()
  return (
    <>
      <SiteHeader
        account={
          viewer && {
            login: viewer.login,
            name: viewer.name,
            canSignOut: !isTokenMode(),
            isOperator: isOperator(viewer),
          }
        }
      />
      {children}
    </>
  )
}
