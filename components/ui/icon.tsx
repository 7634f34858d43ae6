import type { IconName } from './icon-shapes'

export type { IconName }

/** A line icon beside text that says the same: hidden from assistive technology. The only way to the set. */
export function Icon({ name, className = 'size-4' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg aria-hidden="true" className={`icon ${className}`}>
      <use href={`#i-${name}`} />
    </svg>
  )
}
