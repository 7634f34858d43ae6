/** The wing; decoration beside the name. */
export function Logo({ className = 'size-5' }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className}>
      <path d="M12 2 22 22 12 17 2 22z" fill="currentColor" />
    </svg>
  )
}
