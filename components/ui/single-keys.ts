const NAME = 'airworthy-single-keys'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * Whether keys without Ctrl, Alt or Meta act from anywhere on a page (WCAG 2.1.4): people who speak to their computer, or
 * brush a key, switch them off in the dialog that lists them. On where a browser keeps nothing.
 */
export function areSingleKeysOn(store: () => Store = browser): boolean {
  try {
    return store().getItem(NAME) !== 'off'
  } catch {
    return true
  }
}

/** False when the browser keeps nothing, so that the choice would be forgotten. */
export function switchSingleKeys(on: boolean, store: () => Store = browser): boolean {
  try {
    if (on) store().removeItem(NAME)
    else store().setItem(NAME, 'off')
    return true
  } catch {
    return false
  }
}

function browser(): Store {
  return window.localStorage
}
