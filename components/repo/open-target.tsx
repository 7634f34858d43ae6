'use client'

import { useEffect } from 'react'

/** Brings the place that the address points at (`#testing`) into view and opens it, on arrival and whenever it changes. */
export function OpenTarget() {
  useEffect(() => {
    openTarget()
    window.addEventListener('hashchange', openTarget)
    return () => window.removeEventListener('hashchange', openTarget)
  }, [])
  return null
}

function openTarget() {
  const target = document.getElementById(decodeHash(window.location.hash))
  if (target instanceof HTMLDetailsElement) target.open = true
  // What was streamed after the address changed has not been scrolled to.
  target?.scrollIntoView()
}

function decodeHash(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch {
    return ''
  }
}
