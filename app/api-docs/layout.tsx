import type { ReactNode } from 'react'
import { SiteHeader } from '@/components/ui/site-header'

export default function ApiDocsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      {children}
    </>
  )
}
