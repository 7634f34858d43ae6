import { cookies } from 'next/headers'
import { type ReactNode, Suspense } from 'react'

/**
 * Shows the fallback while the children are read, where the browser runs scripts (`/theme.js` leaves a cookie). Without
 * scripts nothing could take the fallback away, so the page is sent when it is whole.
 */
export async function Deferred({ fallback, children }: { readonly fallback: ReactNode; readonly children: ReactNode }) {
  const runsScripts = (await cookies()).has('scripts')
  return runsScripts ? <Suspense fallback={fallback}>{children}</Suspense> : children
}
