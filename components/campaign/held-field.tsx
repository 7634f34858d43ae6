'use client'

import { useState } from 'react'

/** A hidden field that keeps what it began with, whatever the page around it is drawn from later. */
export function HeldField({ name, value }: { readonly name: string; readonly value: string }) {
  const [held] = useState(value)
  return <input type="hidden" name={name} value={held} />
}
