import type { ReactNode } from 'react'
import { PageMain } from '@/components/ui/page-main'
import { SiteHeader } from '@/components/ui/site-header'

export default function ChecksLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      <PageMain>{children}</PageMain>
    </>
  )
}
