import { formatBothInstants } from './format-time'

/** What is to be shown beside an element. */
export interface Tip {
  readonly element: HTMLElement
  readonly text: string
  /** By the keyboard, rather than under the pointer. */
  readonly isFocused: boolean
  /** Whether the text says more than what the element is called. */
  readonly describes: boolean
}

interface Held extends Tip {
  giveBack(): void
}

const PAUSE_MS = 350

/**
 * Calls `show` with what the pointer rests on or the keyboard focuses, if it has a title, and with null when that is
 * over. Meanwhile the title is taken off, so that it is not shown twice, and stands for the name where it was one.
 * `load` is called before the first; until it has resolved titles are left to the browser.
 */
export function watchTitles(
  load: () => Promise<void>,
  show: (tip: Tip | null) => void,
): { readonly leave: () => void; readonly stop: () => void } {
  const listening = new AbortController()
  const options = { signal: listening.signal, passive: true, capture: true }
  let held: Held | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isLoaded = false
  let isShown = false

  function enter(element: HTMLElement, isFocused: boolean): void {
    if (!isLoaded) {
      const again = () => {
        isLoaded = true
        if (isFocused ? document.activeElement === element : element.matches(':hover')) enter(element, isFocused)
      }
      load().then(again, () => undefined)
      return
    }
    leave()
    held = takeTitle(element, isFocused)
    if (saysNothingNew(held)) return
    timer = setTimeout(
      () => {
        isShown = true
        show(held)
      },
      isFocused ? 0 : PAUSE_MS,
    )
  }

  function leave(): void {
    clearTimeout(timer)
    held?.giveBack()
    if (isShown) show(null)
    held = null
    isShown = false
  }

  document.addEventListener(
    'pointerover',
    ({ target, pointerType }) => {
      if (pointerType === 'touch' || !(target instanceof Element)) return
      const element = target.closest<HTMLElement>('[title]:not([title=""])')
      const isInside = held?.element.contains(target) ?? false
      // An ancestor's title is not what the pointer is on.
      if (element && !(isInside && element.contains(held?.element ?? null))) enter(element, false)
      else if (!isInside && held && !held.isFocused && !isShown) leave()
    },
    options,
  )
  document.addEventListener(
    'focusin',
    ({ target }) => {
      if (!(target instanceof HTMLElement) || !target.title) return
      // What is no control is focused to be read, by a tap as well.
      if (target.matches(':focus-visible') || !target.matches(CONTROLS)) enter(target, true)
    },
    options,
  )
  document.addEventListener('focusout', ({ target }) => held?.isFocused && held.element === target && leave(), options)
  document.addEventListener('pointerdown', leave, options)

  return {
    leave,
    stop() {
      listening.abort()
      leave()
    },
  }
}

const CONTROLS = 'a, button, input, select, textarea, summary'

function takeTitle(element: HTMLElement, isFocused: boolean): Held {
  const text = textFor(element)
  const name = (element.ariaLabel ?? element.textContent ?? '').trim()
  const wasName = name === '' && !element.hasAttribute('aria-labelledby')
  if (wasName) element.ariaLabel = text
  element.removeAttribute('title')
  return {
    element,
    text,
    isFocused,
    describes: !wasName && name !== text,
    giveBack() {
      if (wasName) element.removeAttribute('aria-label')
      // Whoever wrote another meanwhile knows better.
      if (!element.hasAttribute('title')) element.title = text
    },
  }
}

/** Only a browser knows the clock of whoever looks. */
function textFor(element: HTMLElement): string {
  const isMoment = element instanceof HTMLTimeElement && element.dataset.relative === 'moment'
  return isMoment ? formatBothInstants(element.dateTime) : element.title
}

/** It is written there, and not cut off. */
function saysNothingNew({ element, text }: Held): boolean {
  if (element.textContent?.trim() !== text) return false
  return ![element, element.parentElement].some((one) => one && one.scrollWidth > one.clientWidth)
}
