import type { ReactNode } from 'react'
import { SiteHeader } from '@/components/ui/site-header'

export default function ChecksLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      {children}
    </>
  )
}
