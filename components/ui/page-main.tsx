import type { ReactNode } from 'react'

/** The main landmark, with the page's measure. */
export function PageMain({ children }: { readonly children: ReactNode }) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto grid max-w-7xl grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6 outline-none sm:px-6 sm:py-8"
    >
      {children}
    </main>
  )
}
