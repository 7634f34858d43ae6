'use client'

import { type RefObject, useEffect } from 'react'

/** Moves the focus to `target` once `moment` is true, when what had it has gone from the page. */
export function useKeptFocus(target: RefObject<HTMLElement | null>, moment: boolean): void {
  useEffect(() => {
    if (moment && document.activeElement === document.body) target.current?.focus({ preventScroll: true })
  }, [moment, target])
}
