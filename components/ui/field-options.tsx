'use client'

import type { Option } from './field'

/** What a select offers. In the browser as well: the page carries the values and not their markup twice. */
export function Options({ options }: { readonly options: readonly Option[] }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
}
