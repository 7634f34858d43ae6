'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import { areSingleKeysOn } from './single-keys'
import { goOnTyping, rememberTyping } from './typed-search'

const TYPING_PAUSE_MS = 350

/**
 * Enhances the GET form around it: submits on change without leaving the page, keeps empty fields out of the address,
 * follows Back and cleared filters, and `/` focuses its search box. People without JavaScript press its button.
 */
export function FormShortcuts({
  takesSlash = true,
}: {
  /** False for a form that stands beside the main one of its page. */
  readonly takesSlash?: boolean
}) {
  const marker = useRef<HTMLSpanElement>(null)
  const router = useRouter()
  const [pending, startTransition] = useTransition()

  useEffect(() => {
    const form = marker.current?.closest('form')
    if (!form) return
    const listening = new AbortController()
    const { signal } = listening
    let timer: ReturnType<typeof setTimeout> | undefined
    let typing = false
    const type = ({ target }: Event) => {
      if (!isSearchBox(target)) return
      rememberTyping(target)
      clearTimeout(timer)
      timer = setTimeout(() => {
        typing = true
        form.requestSubmit()
      }, TYPING_PAUSE_MS)
    }
    const submit = (event: Event) => {
      // Native listeners come before React's, which would navigate a second time.
      event.preventDefault()
      event.stopPropagation()
      clearTimeout(timer)
      const href = addressOf(form)
      const refines = typing && new URL(location.href).searchParams.has(searchBoxOf(form)?.name ?? '')
      typing = false
      if (href === location.pathname + location.search) return
      startTransition(() => (refines ? router.replace : router.push)(href, { scroll: false }))
    }
    form.addEventListener('input', type, { signal })
    form.addEventListener('change', (event) => isSearchBox(event.target) || form.requestSubmit(), { signal })
    form.addEventListener('submit', submit, { signal })
    if (takesSlash) document.addEventListener('keydown', (event) => focusSearch(event, form), { signal })
    // The page's answer arrives later than its address, so it is the answer that is watched.
    const answers = new MutationObserver((changes) => {
      for (const { target } of changes) showAnswer(target)
    })
    answers.observe(form, { subtree: true, attributeFilter: ['data-value', 'data-checked'] })
    goOnTyping(searchBoxOf(form))
    // What was chosen before this script ran.
    if (fieldsOf(form).some(isChosenAnew)) form.requestSubmit()
    return () => {
      clearTimeout(timer)
      answers.disconnect()
      listening.abort()
    }
  }, [router, takesSlash])

  return (
    <span ref={marker} className="contents">
      <noscript>
        <button type="submit" className="min-h-9 rounded-md border border-line-strong/70 px-3 text-sm">
          Apply
        </button>
      </noscript>
      <span role="status" className="py-2 text-muted text-xs empty:hidden">
        {pending && 'Updating…'}
      </span>
    </span>
  )
}

/** The path that the form asks for, with what is filled in; values of one name are told apart by commas. */
function addressOf(form: HTMLFormElement): string {
  const filled = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    const before = filled.get(name)
    if (typeof value === 'string' && value !== '') filled.set(name, before === null ? value : `${before},${value}`)
  }
  const { pathname } = new URL(form.getAttribute('action') ?? '', location.href)
  const search = filled.toString().replaceAll('%2C', ',')
  return search ? `${pathname}?${search}` : pathname
}

/** Sets a field to what the page answers (`data-value`, `data-checked`), but the search box while somebody types in it. */
function showAnswer(field: Node) {
  const isTyping = isSearchBox(field) && field === document.activeElement
  if (!isField(field) || isTyping) return
  if (isTick(field)) field.checked = field.dataset.checked === 'true'
  else field.value = field.dataset.value ?? ''
}

type Field = HTMLInputElement | HTMLSelectElement

function isField(node: Node): node is Field {
  return node instanceof HTMLInputElement || node instanceof HTMLSelectElement
}

function fieldsOf(form: HTMLFormElement): readonly Field[] {
  return [...form.querySelectorAll<Field>('[data-value], [data-checked]')]
}

function isTick(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && field.type === 'checkbox'
}

function isChosenAnew(field: Field): boolean {
  return isTick(field) ? field.checked !== field.defaultChecked : field.value !== rendered(field)
}

/** What the field held before somebody used it. */
function rendered(field: Field): string {
  if (field instanceof HTMLInputElement) return field.defaultValue
  const options = [...field.options]
  return (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value ?? ''
}

function focusSearch(event: KeyboardEvent, form: HTMLFormElement) {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !areSingleKeysOn()) return
  const target = event.target
  if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]')) return
  const box = searchBoxOf(form)
  if (!box) return
  event.preventDefault()
  box.focus()
  box.select()
}

function isSearchBox(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.type === 'search'
}

function searchBoxOf(form: HTMLFormElement): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>('input[type="search"]')
}
