import type { ReactNode } from 'react'
import { SiteHeader } from '@/components/ui/site-header'
import { getAccount } from '@/lib/auth/account'

/** The layout of what stands under the header, which names who is signed in. Pages bring their own `<PageMain>`. */
export async function WithHeader({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SiteHeader account={await getAccount()} />
      {children}
    </>
  )
}
