'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/**
 * Lets plain links with `data-soft` lead on without a reload: one listener for all links of a page, which would each cost a
 * component in the browser. After those with `data-soft="stay"` the page stays where it is scrolled to.
 */
export function SoftLinks() {
  const router = useRouter()
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-soft]') : null
      const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
      if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin) return
      if (link.hasAttribute('download') || (link.target && link.target !== '_self')) return
      event.preventDefault()
      const scroll = link.dataset.soft !== 'stay'
      router.push(link.pathname + link.search + link.hash, { scroll })
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])
  return null
}
