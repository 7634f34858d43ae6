import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

/** A quiet fact about a thing: its kind, private, archived. */
export function Tag({ icon, children }: { readonly icon?: IconName; readonly children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1 rounded border px-1.5 py-px text-muted text-xs whitespace-nowrap">
      {icon && <Icon name={icon} className="size-3" />}
      {children}
    </span>
  )
}
