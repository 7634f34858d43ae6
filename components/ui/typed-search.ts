/** After that, a box that somebody typed into is one of before. */
const FRESH_MS = 5000

let last: { readonly place: string; readonly value: string; readonly at: number } | null = null

/** To be called whenever something is typed into a search box. */
export function rememberTyping(box: HTMLInputElement): void {
  last = { place: placeOf(box), value: box.value, at: performance.now() }
}

/**
 * An answer with a skeleton after one without, or the other way round, draws the page anew, and takes the box away from
 * under whoever types: they go on in the new one.
 */
export function goOnTyping(box: HTMLInputElement | null): void {
  if (!box || last?.place !== placeOf(box) || performance.now() - last.at > FRESH_MS) return
  if (document.activeElement !== document.body) return
  box.value = last.value
  box.focus({ preventScroll: true })
  box.setSelectionRange(box.value.length, box.value.length)
}

function placeOf({ form, name }: HTMLInputElement): string {
  return `${form?.getAttribute('action')} ${name}`
}
