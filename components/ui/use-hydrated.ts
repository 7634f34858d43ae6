'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False on the server and while the page is taken over, true from then on: for what is of no use without scripts. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
