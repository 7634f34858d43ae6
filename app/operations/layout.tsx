import type { ReactNode } from 'react'
import { SiteHeader } from '@/components/ui/site-header'
import { isOperator } from '@/lib/auth/operator'
import { getViewer, isTokenMode } from '@/lib/auth/viewer'

export default async function OperationsLayout({ children }: { readonly children: ReactNode }) {
  const viewer = await getViewer()
  const account = viewer && {
    login: viewer.login,
    name: viewer.name,
    canSignOut: !isTokenMode(),
    isOperator: isOperator(viewer),
  }
  return (
    <>
      <SiteHeader account={account} />
      {children}
    </>
  )
}
