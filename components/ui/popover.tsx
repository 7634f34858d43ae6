import clsx from 'clsx'
import { type ComponentProps, type ReactNode, type Ref, useId } from 'react'

/**
 * A button and what it opens over the page. The browser's own: it works without JavaScript, Escape and a press outside
 * close it, Tab goes from the button into it, and the focus comes back to the button.
 */
export function Popover({
  label,
  name,
  className,
  panel = 'p-4',
  ref,
  button,
  children,
}: {
  readonly label: ReactNode
  /** What it opens is called, for who hears it. */
  readonly name: string
  /** Of the button. */
  readonly className: string
  /** Of what it opens. */
  readonly panel?: string
  readonly ref?: Ref<HTMLDivElement>
  readonly button?: Omit<ComponentProps<'button'>, 'type' | 'popoverTarget' | 'className'>
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <>
      <button type="button" popoverTarget={id} className={className} {...button}>
        {label}
      </button>
      <div ref={ref} id={id} popover="auto" role="dialog" aria-label={name} className={clsx('overlay anchored', panel)}>
        {children}
      </div>
    </>
  )
}

export function showsPopover(popover: HTMLElement | null): boolean {
  return popover?.matches(':popover-open') ?? false
}
