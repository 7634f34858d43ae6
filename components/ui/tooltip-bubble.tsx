'use client'

import * as Radix from '@radix-ui/react-tooltip'
import { type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { BubbleProps } from './tooltip'

/** The text of one element beside it. Stays while the pointer is on either, and for a focused one until that changes. */
export default function TooltipBubble({ tip, close }: BubbleProps) {
  const isDismissed = useRef(false)
  const change = (isOpen: boolean) => {
    // Scrolling to what was focused is no reason to take its text away.
    if (!isOpen && (!tip.isFocused || isDismissed.current)) close()
  }
  return (
    <Radix.Provider>
      <Radix.Root open onOpenChange={change}>
        <Radix.Trigger asChild>
          <Anchor element={tip.element} describes={tip.describes} />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            className="tooltip"
            sideOffset={6}
            collisionPadding={8}
            onEscapeKeyDown={() => {
              isDismissed.current = true
            }}
          >
            {tip.text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}

/** Stands for an element that is already in the page, and which the server may have rendered. */
function Anchor({
  element,
  describes,
  ref,
  'aria-describedby': text,
}: {
  readonly element: HTMLElement
  readonly describes: boolean
  readonly ref?: Ref<HTMLElement>
  readonly 'aria-describedby'?: string
}) {
  useImperativeHandle(ref, () => element, [element])
  useLayoutEffect(() => {
    if (!describes || !text || element.hasAttribute('aria-describedby')) return
    element.setAttribute('aria-describedby', text)
    return () => element.removeAttribute('aria-describedby')
  }, [element, describes, text])
  return null
}
