/** A query string as hidden fields, so that the GET form around them keeps what it holds. */
export function HiddenFields({ search }: { readonly search: string }) {
  return [...new URLSearchParams(search)].map(([name, value]) => (
    <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
  ))
}
