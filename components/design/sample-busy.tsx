'use client'

import { Button } from '@/components/ui/button'

/** Busy buttons answer presses in the browser, so only a client component can hold them. */
export function SampleBusy() {
  return (
    <>
      <Button look="primary" busy>
        Scanning…
      </Button>
      <Button busy>Saving…</Button>
    </>
  )
}
