import clsx from 'clsx'
import { Link } from './link'

export interface Choice {
  readonly href: string
  readonly label: string
  readonly current: boolean
}

/** One of a few, side by side as links; the address holds the choice. */
export function ChoiceLinks({ label, choices }: { readonly label: string; readonly choices: readonly Choice[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap rounded-md border text-xs">
      {choices.map(({ href, label: text, current }) => (
        <Link
          key={text}
          href={href}
          scroll={false}
          aria-current={current ? 'true' : undefined}
          className={clsx('px-2.5 py-1', current ? 'bg-sunken font-medium' : 'text-muted hover:text-ink')}
        >
          {text}
        </Link>
      ))}
    </nav>
  )
}
