import { Link } from './link'

/** The way up from this page, for a page's eyebrow. */
export function Breadcrumb({
  steps,
}: {
  readonly steps: readonly { readonly href: string; readonly label: string }[]
}) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap gap-x-1.5">
        {steps.map(({ href, label }, index) => (
          <li key={href} className="flex gap-x-1.5">
            {index > 0 && <span aria-hidden="true">/</span>}
            <Link href={href} className="hover:text-ink hover:underline">
              {label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
