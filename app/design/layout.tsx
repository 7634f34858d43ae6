import type { ReactNode } from 'react'
import { SiteHeader } from '@/components/ui/site-header'

export default function DesignLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      {children}
    </>
  )
}
