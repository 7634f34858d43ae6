/** Keys and what each does. */
export function KeyTable({ keys }: { readonly keys: readonly (readonly [key: string, what: string])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-6 gap-y-2 text-sm">
      {keys.map(([key, what]) => (
        <div key={key} className="contents">
          <dt>
            <kbd className="rounded border px-1.5 py-0.5 font-mono text-xs">{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
