import type { ReactNode } from 'react'
import { SiteHeader } from '@/components/ui/site-header'
import { getAccount } from '@/lib/auth/account'

export default async function ConnectLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SiteHeader account={await getAccount()} />
      {children}
    </>
  )
}
