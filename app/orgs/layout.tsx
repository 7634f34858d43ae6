import type { ReactNode } from 'react'
import { SiteHeader } from '@/components/ui/site-header'
import { getViewer, isTokenMode } from '@/lib/auth/viewer'

/**
 * Pages bring their own `<PageMain>`, so that one streamed after its skeleton stands the same without JavaScript. No
 * loading.tsx may stand above what can answer 404: a streamed answer has already said 200.
 */
export default async function OrganisationsLayout({ children }: { readonly children: ReactNode }) {
  const viewer = await getViewer()
  return (
    <>
      <SiteHeader account={viewer && { login: viewer.login, name: viewer.name, canSignOut: !isTokenMode() }} />
      {children}
    </>
  )
}
