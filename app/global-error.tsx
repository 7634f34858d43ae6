'use client'

import { requestIdOfPage } from '@/components/ui/asked-under'
import { useHydrated } from '@/components/ui/use-hydrated'
import './globals.css'

export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  const requestId = useHydrated() ? requestIdOfPage() : null
  return (
    <html lang="en">
      <body>
        <title>Airworthy could not start this page</title>
        <main className="mx-auto grid max-w-prose gap-3 px-4 py-16">
          <h1 className="font-semibold text-2xl">This page could not be shown</h1>
          <p className="text-muted">
            The fault is on our side. The server’s log says more{requestId && ` under ${requestId}`}.
          </p>
          <button type="button" onClick={reset} className="w-fit rounded-md border px-3 py-1.5 font-medium text-sm">
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
