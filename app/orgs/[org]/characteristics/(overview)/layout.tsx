import type { ReactNode } from 'react'
import { Deferred } from '@/components/ui/deferred'
import { PageSkeleton } from '@/components/ui/skeleton'

/** Not a `loading.tsx`, whose skeleton nothing would take away where no script runs. */
export default function OverviewLayout({ children }: { readonly children: ReactNode }) {
  return <Deferred fallback={<PageSkeleton panels={1} />}>{children}</Deferred>
}
