'use client'

import { useEffect, useState } from 'react'
import { CopyButton } from '@/components/repo/copy-button'

/** Copies the whole address of a saved view. */
export function CopyViewLink({ path, name }: { readonly path: string; readonly name: string }) {
  const [origin, setOrigin] = useState('')
  useEffect(() => setOrigin(window.location.origin), [])
  return <CopyButton text={`${origin}${path}`} label={`Copy the link to ${name}`} />
}
