'use client'

import { type RefObject, useEffect } from 'react'

/** While something is shown: Escape, wherever the focus is, and a press outside of it take it away. */
export function useDismissal(isShown: boolean, within: RefObject<Element | null>, dismiss: () => void): void {
  useEffect(() => {
    if (!isShown) return
    const press = (event: KeyboardEvent) => event.key === 'Escape' && dismiss()
    const point = ({ target }: Event) => {
      if (!(target instanceof Node && within.current?.contains(target))) dismiss()
    }
    document.addEventListener('keydown', press)
    document.addEventListener('pointerdown', point)
    return () => {
      document.removeEventListener('keydown', press)
      document.removeEventListener('pointerdown', point)
    }
  }, [isShown, within, dismiss])
}
