'use client'

import { useEffect } from 'react'

/** Opens the disclosure that the address points at (`#testing`), on arrival and whenever it changes. */
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
  if (!(target instanceof HTMLDetailsElement)) return
  target.open = true
  target.scrollIntoView()
}

function decodeHash(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch {
    return ''
  }
}
