import clsx from 'clsx'
import type { ComponentProps, MouseEvent } from 'react'
import { Link } from './link'

type Look = 'primary' | 'plain'

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'border-transparent bg-ink text-canvas hover:bg-ink/85',
  plain: 'border-line bg-surface text-ink hover:border-line-strong hover:bg-sunken',
}

const SHAPE =
  'inline-flex min-h-9 items-center justify-center gap-2 rounded-md border px-3.5 py-1.5 font-medium text-sm transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60'

/** `busy` refuses presses and, unlike `disabled`, keeps the focus on it for those who use the keyboard. */
export function Button({
  look = 'plain',
  className,
  type = 'button',
  busy = false,
  ...rest
}: ComponentProps<'button'> & { look?: Look; busy?: boolean }) {
  const refusing = busy && { 'aria-disabled': true, onClick: refuse }
  return <button type={type} className={clsx(SHAPE, LOOKS[look], className)} {...rest} {...refusing} />
}

function refuse(event: MouseEvent) {
  event.preventDefault()
}

export function ButtonLink({ look = 'plain', className, ...rest }: ComponentProps<typeof Link> & { look?: Look }) {
  return <Link className={clsx(SHAPE, LOOKS[look], className)} {...rest} />
}
