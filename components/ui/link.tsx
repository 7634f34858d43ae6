import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link that leads on without a reload. Nothing is fetched before it is followed: each page is made for whoever looks, and
 * shows links by the hundred.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />
}
