'use client'

import { useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'

const SHOWN_MS = 2500

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready')

  useEffect(() => {
    if (state === 'ready') return
    const timer = setTimeout(() => setState('ready'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      // Browsers refuse on a page that is not secure; the text can still be selected.
      setState('refused')
    }
  }

  return (
    <>
      <button
        type="button"
        onClick={copy}
        aria-label={label}
        className="inline-flex min-h-7 items-center gap-1 rounded px-2 font-medium text-muted text-xs hover:bg-sunken hover:text-ink"
      >
        {state === 'copied' && <Icon name="check" className="size-3.5 text-pass" />}
        {state === 'ready' ? 'Copy' : state === 'copied' ? 'Copied' : 'Select it and copy'}
      </button>
      <span role="status" className="sr-only">
        {state === 'copied' ? 'Copied' : ''}
      </span>
    </>
  )
}
