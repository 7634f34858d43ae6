import type { ReactNode } from 'react'
import { Icon } from './icon'

/** A link that leaves for GitHub in the same tab, marked as such. */
export function ExternalLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <a href={href} rel="noreferrer" className="link inline-flex items-center gap-1">
      {children}
      <Icon name="external" className="size-3.5" />
    </a>
  )
}
