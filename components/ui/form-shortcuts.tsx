'use client'

import { useEffect, useRef } from 'react'

const TYPING_PAUSE_MS = 350

/**
 * Enhances the GET form around it: submits on change, leaves empty fields out of the address, `/` focuses its search box.
 * People without JavaScript press its button.
 */
export function FormShortcuts() {
  const marker = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const form = marker.current?.closest('form')
    if (!form) return
    const listening = new AbortController()
    const { signal } = listening
    let timer: ReturnType<typeof setTimeout> | undefined
    form.addEventListener('change', () => form.requestSubmit(), { signal })
    form.addEventListener(
      'input',
      (event) => {
        if (!(event.target instanceof HTMLInputElement)) return
        clearTimeout(timer)
        timer = setTimeout(() => form.requestSubmit(), TYPING_PAUSE_MS)
      },
      { signal },
    )
    form.addEventListener('submit', () => clearTimeout(timer), { signal, capture: true })
    form.addEventListener('formdata', ({ formData }) => dropEmpty(formData), { signal })
    document.addEventListener('keydown', (event) => focusSearch(event, form), { signal })
    return () => {
      clearTimeout(timer)
      listening.abort()
    }
  }, [])

  return (
    <span ref={marker} className="contents">
      <noscript>
        <button type="submit" className="min-h-9 rounded-md border border-line-strong/70 px-3 text-sm">
          Apply
        </button>
      </noscript>
    </span>
  )
}

function dropEmpty(data: FormData) {
  for (const [name, value] of [...data.entries()]) if (value === '') data.delete(name)
}

function focusSearch(event: KeyboardEvent, form: HTMLFormElement) {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
  const target = event.target
  if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]')) return
  const box = form.querySelector<HTMLInputElement>('input[type="search"]')
  if (!box) return
  event.preventDefault()
  box.focus()
  box.select()
}
