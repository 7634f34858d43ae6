/** Decoration beside the two numbers that are already said. */
export function DoneBar({ done, scope }: { readonly done: number; readonly scope: number }) {
  return (
    <div aria-hidden="true" className="forced-frame h-1.5 overflow-hidden rounded-full bg-sunken">
      {scope > 0 && (
        <div className="forced-fill h-full rounded-full bg-ink" style={{ width: `${(done / scope) * 100}%` }} />
      )}
    </div>
  )
}
