import clsx from 'clsx'

export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden="true" className={clsx('motion-safe:animate-pulse rounded-md bg-sunken', className)} />
}

/** A page that is on its way: says so once to assistive technology. */
export function PageSkeleton({ panels = 3 }: { readonly panels?: number }) {
  return (
    <main data-skeleton="" className="mx-auto max-w-7xl px-4 py-6 sm:px-6 sm:py-8">
      <div role="status" className="grid gap-6">
        <span className="sr-only">Loading</span>
        <Skeleton className="h-8 w-56" />
        <div className="grid gap-4 lg:grid-cols-3">
          {Array.from({ length: panels }, (_, index) => `panel-${index}`).map((key) => (
            <Skeleton key={key} className="h-56" />
          ))}
        </div>
        <Skeleton className="h-96" />
      </div>
    </main>
  )
}
