import type { ComponentProps } from 'react'

/**
 * A link that leads on without a reload, once `<SoftLinks>` has come to life; until then, and without scripts, a link as
 * any other. Pages show links by the hundred, and each would be a component in the browser otherwise. Nothing is fetched
 * before it is followed. With `scroll={false}` the page stays where it is.
 */
export function Link({
  scroll = true,
  ...rest
}: ComponentProps<'a'> & { readonly href: string; readonly scroll?: boolean }) {
  return <a data-soft={scroll ? '' : 'stay'} {...rest} />
}
