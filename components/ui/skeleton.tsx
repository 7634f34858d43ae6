import clsx from 'clsx'

export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden="true" className={clsx('motion-safe:animate-pulse rounded-md bg-sunken', className)} />
}

/** What is on its way: said once to assistive technology. */
export function ContentSkeleton({ panels = 3 }: { readonly panels?: number }) {
  return (
    <div role="status" className="grid gap-6">
      <span className="sr-only">Loading</span>
      <div className="grid gap-4 lg:grid-cols-3">
        {Array.from({ length: panels }, (_, index) => `panel-${index}`).map((key) => (
          <Skeleton key={key} className="h-72" />
        ))}
      </div>
      <Skeleton className="h-96" />
    </div>
  )
}

/** A whole page that is on its way. */
export function PageSkeleton({ panels = 3 }: { readonly panels?: number }) {
  return (
    <main data-skeleton="" className="mx-auto grid max-w-7xl gap-6 px-4 py-6 sm:px-6 sm:py-8">
      <Skeleton className="h-8 w-56" />
      <ContentSkeleton panels={panels} />
    </main>
  )
}
