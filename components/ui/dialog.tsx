'use client'

import './style-nonce'
import * as Radix from '@radix-ui/react-alert-dialog'
import type { ReactElement, ReactNode } from 'react'

/**
 * A question over the page, which holds the focus until it is answered: Escape and `cancel` say no, a press outside says
 * nothing. Load it through `Opener`, as `Confirm` does.
 */
export function Dialog({
  trigger,
  title,
  description,
  isOpen,
  onOpenChange,
  cancel,
  children,
}: {
  readonly trigger: ReactElement
  readonly title: string
  readonly description: ReactNode
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** The button that has the focus first. */
  readonly cancel: ReactElement
  /** Gets `cancel` to stand beside what says yes. */
  readonly children: (cancel: ReactNode) => ReactNode
}) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        {/* Not Radix.Overlay, which writes a style element into the page; globals.css lets the backdrop take the wheel. */}
        <div aria-hidden="true" className="backdrop" />
        <Radix.Content aria-modal="true" className="overlay modal">
          <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
          <Radix.Description className="mt-1 text-sm">{description}</Radix.Description>
          {children(<Radix.Cancel asChild>{cancel}</Radix.Cancel>)}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
