import type { ReactNode } from 'react'

/** Primitives side by side under what they are. */
export function Sample({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-1.5">
      <p className="text-muted text-xs">{name}</p>
      <div className="flex min-w-0 flex-wrap items-center gap-3">{children}</div>
    </div>
  )
}
